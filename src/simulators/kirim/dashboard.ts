import { z } from 'zod'

import { changeConversation, deleteConversation, mustFind } from './changes.ts'
import { insertContact } from './contacts.ts'
import { insertConversation, saveConversation, statuses, type ConversationView } from './conversations.ts'
import { badField } from './errors.ts'
import { hasUser, listAccounts } from './organisation.ts'
import { acceptMessage } from './send.ts'
import type { Vendor } from './vendor.ts'

const by = z.string().optional()

/** What an agent does in the vendor's own dashboard; `by` is the agent's vendor user id. */
export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['resolve', 'reopen', 'pending', 'unassign', 'read', 'delete']), by }),
  z.strictObject({ act: z.literal('assign'), user_id: z.string(), by }),
  z.strictObject({ act: z.literal('reply'), text: z.string().min(1) }),
])
export type ConversationAct = z.infer<typeof actSchema>

const acts = {
  resolve: { status: 'resolved' },
  reopen: { status: 'open' },
  pending: { status: 'pending' },
  unassign: { assigneeId: null },
} as const

/** Does it, with the webhooks that the documents name and no others. Null after a deletion. */
export function actInDashboard(vendor: Vendor, id: string, given: ConversationAct): ConversationView | null {
  const before = mustFind(vendor, id)
  switch (given.act) {
    case 'delete':
      deleteConversation(vendor, id)
      return null
    case 'read':
      saveConversation(vendor, { ...before, unreadCount: 0, updatedMs: vendor.clock.now() })
      return mustFind(vendor, id)
    case 'reply':
      acceptMessage(vendor, before, 'text', { content: given.text })
      return mustFind(vendor, id)
    case 'assign':
      if (!hasUser(vendor.store, given.user_id)) throw badField('user_id', 'No such user.')
      return changeConversation(vendor, before, { assigneeId: given.user_id }, given.by ?? null)
    case 'resolve':
    case 'reopen':
    case 'pending':
    case 'unassign':
    default:
      return changeConversation(vendor, before, acts[given.act], given.by ?? null)
  }
}

export const contactChangeSchema = z.strictObject({
  name: z.string().nullable().exactOptional(),
  email: z.string().nullable().exactOptional(),
  phone_number: z.string().nullable().exactOptional(),
})

const time = z.iso.datetime({ offset: true }).nullable().optional()

/** A conversation put in place as it should be found, without messages and without any webhook. */
export const conversationSchema = z.strictObject({
  id: z.string().optional(),
  contact_id: z.string().optional(),
  contact: z
    .strictObject({
      phone_number: z.string().nullable().default(null),
      name: z.string().nullable().default(null),
      email: z.string().nullable().default(null),
    })
    .optional(),
  account: z.string().optional(),
  status: z.enum(statuses).optional(),
  assigned_to: z.string().nullable().optional(),
  unread_count: z.int().min(0).optional(),
  last_message_at: time,
  last_inbound_at: time,
  created_at: z.iso.datetime({ offset: true }).optional(),
})
export type PlacedConversation = z.input<typeof conversationSchema>

export function placeConversation(vendor: Vendor, input: PlacedConversation): ConversationView {
  const given = conversationSchema.parse(input)
  const account = given.account ?? listAccounts(vendor.store)[0]?.phoneNumber ?? ''
  const { phone_number: phoneNumber = null, name = null, email = null } = given.contact ?? {}
  const contactId = given.contact_id ?? insertContact(vendor, { account, phoneNumber, name, email }).id
  const { id } = insertConversation(vendor, {
    contactId,
    account,
    assigneeId: given.assigned_to ?? null,
    lastMessageMs: milliseconds(given.last_message_at),
    lastInboundMs: milliseconds(given.last_inbound_at),
    ...(given.id === undefined ? {} : { id: given.id }),
    ...(given.status === undefined ? {} : { status: given.status }),
    ...(given.unread_count === undefined ? {} : { unreadCount: given.unread_count }),
    ...(given.created_at === undefined ? {} : { createdMs: Date.parse(given.created_at) }),
  })
  return mustFind(vendor, id)
}

function milliseconds(time: string | null | undefined): number | null {
  return time === null || time === undefined ? null : Date.parse(time)
}
