import { z } from 'zod'

import { uuid } from '../kit/ids.ts'
import type { JsonObject } from '../kit/json.ts'
import { assign, unassign } from './assignments.ts'
import { insertContact } from './contacts.ts'
import {
  findConversation,
  insertConversation,
  mustFind,
  removeConversation,
  setStatus,
  statuses,
} from './conversations.ts'
import { markRead } from './messages.ts'
import { sendMessage } from './send.ts'
import type { Vendor } from './vendor.ts'
import { wholeConversation } from './wire.ts'

/** What an agent does in the vendor's own dashboard, or a hand in its database; nothing but an assignment is announced. */
export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['resolve', 'reopen', 'unassign', 'read', 'delete']) }),
  z.strictObject({ act: z.literal('assign'), user_id: z.string() }),
  z.strictObject({ act: z.literal('reply'), text: z.string().min(1) }),
])
export type ConversationAct = z.infer<typeof actSchema>

/** Does it. Null after a deletion. */
export function actInDashboard(vendor: Vendor, id: string, given: ConversationAct): JsonObject | null {
  const conversation = mustFind(vendor, id)
  switch (given.act) {
    case 'delete':
      removeConversation(vendor, id)
      return null
    case 'resolve':
      setStatus(vendor, id, 'Closed')
      break
    case 'reopen':
      setStatus(vendor, id, 'Active')
      break
    case 'read':
      markRead(vendor, id)
      break
    case 'assign':
      assign(vendor, id, given.user_id)
      break
    case 'unassign':
      unassign(vendor, id)
      break
    case 'reply':
    default:
      sendMessage(vendor, conversation, { type: 'Text', data: { text: given.text } })
  }
  return wholeConversation(vendor, mustFind(vendor, id))
}

/** A conversation put in place as it should be found, without messages and without any event. */
export const conversationSchema = z.strictObject({
  id: z.uuid().optional(),
  contact_id: z.string().optional(),
  contact: z
    .strictObject({
      phone_number: z.string().optional(),
      name: z.string().optional(),
      /** Null: the contact has none, which the server as built cannot read. */
      attributes: z.null().optional(),
    })
    .optional(),
  status: z.enum(statuses).optional(),
  assigned_to: z.string().nullable().optional(),
  /** Contact lists and tags that it has; each multiplies its rows in the list as built. */
  lists: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  created_at: z.iso.datetime({ offset: true }).optional(),
})
export type PlacedConversation = z.input<typeof conversationSchema>

export function placeConversation(vendor: Vendor, input: PlacedConversation): JsonObject {
  const given = conversationSchema.parse(input)
  const createdMs = given.created_at === undefined ? vendor.clock.now() : Date.parse(given.created_at)
  return vendor.store.transaction(() => {
    const contactId = given.contact_id ?? place(vendor, given.contact ?? {}, createdMs)
    const { id } = insertConversation(vendor, {
      contactId,
      createdMs,
      ...(given.id === undefined ? {} : { id: given.id }),
      ...(given.status === undefined ? {} : { status: given.status }),
    })
    for (const list of given.lists ?? []) {
      vendor.store.run('insert or ignore into list_members values (?, ?)', contactId, list)
    }
    for (const tag of given.tags ?? []) vendor.store.run('insert into conversation_tags values (?, ?)', id, tag)
    if (given.assigned_to !== undefined && given.assigned_to !== null) assign(vendor, id, given.assigned_to)
    const placed = findConversation(vendor, id)
    return placed === undefined ? {} : wholeConversation(vendor, placed)
  })
}

type GivenContact = NonNullable<PlacedConversation['contact']>

function place(vendor: Vendor, { phone_number: number, name, attributes }: GivenContact, createdMs: number): string {
  const invented = `62${uuid(vendor.random).replaceAll(/\D/g, '').padEnd(11, '7').slice(0, 11)}`
  const phone = (number ?? invented).replaceAll(/\D/g, '')
  return insertContact(vendor, {
    phone,
    name: name ?? phone,
    createdMs,
    ...(attributes === null ? { attributes } : {}),
  }).id
}
