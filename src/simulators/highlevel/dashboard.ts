import { z } from 'zod'

import { changeContact, changeConversation, mustFindContact, mustFindConversation } from './changes.ts'
import { insertContact } from './contacts.ts'
import { deleteConversation, findConversation, insertConversation, type Conversation } from './conversations.ts'
import { unprocessable } from './errors.ts'
import { findUser } from './location.ts'
import { conversationType, internalComment } from './message-types.ts'
import { recordMessage } from './record.ts'
import { accept } from './send.ts'
import type { Vendor } from './vendor.ts'

/** One of the vendor's, or one that it may think of tomorrow. */
export const messageType = z.string().regex(/^TYPE_[A-Z_]+$/)

/** What somebody does in the vendor's own dashboard. */
export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['star', 'unstar', 'read', 'unread', 'unassign', 'delete']) }),
  z.strictObject({ act: z.literal('assign'), user_id: z.string() }),
  z.strictObject({ act: z.literal('reply'), text: z.string().min(1), type: z.string().exactOptional() }),
  z.strictObject({ act: z.literal('comment'), text: z.string().min(1), user_id: z.string().exactOptional() }),
  z.strictObject({ act: z.literal('activity'), text: z.string().min(1), type: z.string().exactOptional() }),
])
export type ConversationAct = z.infer<typeof actSchema>

const changes = { star: { starred: true }, unstar: { starred: false }, read: { unread: 0 }, unread: { unread: 1 } }

/** Does it, with the webhooks that are documented. Null after a deletion. */
export function actInDashboard(vendor: Vendor, id: string, given: ConversationAct): Conversation | null {
  const before = mustFindConversation(vendor, id, 'v3')
  const contact = mustFindContact(vendor, before.contactId, 'v3')
  switch (given.act) {
    case 'delete':
      deleteConversation(vendor, id)
      return null
    case 'assign':
      if (!findUser(vendor.store, given.user_id)) throw unprocessable('There is no such user.')
      changeContact(vendor, contact, { assignedTo: given.user_id })
      break
    case 'unassign':
      changeContact(vendor, contact, { assignedTo: null })
      break
    case 'reply':
      accept(vendor, contact, {
        type: given.type ?? channelOf(vendor, before),
        direction: 'outbound',
        body: given.text,
        source: 'app',
      })
      break
    case 'comment': {
      const userId = given.user_id ?? null
      recordMessage(vendor, before, {
        type: internalComment,
        direction: 'outbound',
        body: given.text,
        source: 'app',
        userId,
      })
      break
    }
    case 'activity':
      recordMessage(vendor, before, {
        type: given.type ?? 'TYPE_ACTIVITY_CONTACT',
        direction: 'outbound',
        body: given.text,
      })
      break
    case 'star':
    case 'unstar':
    case 'read':
    case 'unread':
    default:
      changeConversation(vendor, before, changes[given.act])
  }
  return findConversation(vendor, id) ?? null
}

/** The type of the last message that somebody wrote. */
function channelOf({ store }: Vendor, { id, lastType }: Conversation): string {
  const sql = `select type from messages where conversation_id = ? and type not like 'TYPE_ACTIVITY_%' and type <> ?
    order by created_ms desc limit 1`
  const row = store.get(sql, id, internalComment)
  return row ? String(row['type']) : lastType
}

export const contactChangeSchema = z.strictObject({
  name: z.string().nullable().exactOptional(),
  email: z.string().nullable().exactOptional(),
  phone: z.string().nullable().exactOptional(),
  assignedTo: z.string().nullable().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
})

const time = z.iso.datetime({ offset: true }).exactOptional()

/** A conversation put in place as it should be found, without messages and without any webhook. */
export const conversationSchema = z.strictObject({
  id: z.string().exactOptional(),
  contact_id: z.string().exactOptional(),
  contact: z
    .strictObject({
      name: z.string().nullable().default(null),
      email: z.string().nullable().default(null),
      phone: z.string().nullable().default(null),
    })
    .exactOptional(),
  last_type: messageType.default('TYPE_SMS'),
  last_direction: z.enum(['inbound', 'outbound']).default('inbound'),
  last_body: z.string().default('Halo kak'),
  last_at: time,
  created_at: time,
  assigned_to: z.string().nullable().default(null),
  unread: z.int().min(0).default(0),
  starred: z.boolean().default(false),
})
export type PlacedConversation = z.input<typeof conversationSchema>

export function placeConversation(vendor: Vendor, input: PlacedConversation): Conversation {
  const given = conversationSchema.parse(input)
  const at = given.last_at === undefined ? vendor.clock.now() : Date.parse(given.last_at)
  const assignedTo = given.assigned_to
  const contactId = given.contact_id ?? insertContact(vendor, { ...given.contact, assignedTo }).id
  return insertConversation(vendor, {
    contactId,
    type: conversationType(given.last_type),
    assignedTo,
    lastType: given.last_type,
    lastDirection: given.last_direction,
    lastBody: given.last_body,
    lastMs: at,
    unread: given.unread,
    starred: given.starred,
    addedMs: given.created_at === undefined ? at : Date.parse(given.created_at),
    ...(given.id === undefined ? {} : { id: given.id }),
  })
}
