import { iso, isoOrNull } from '../kit/clock.ts'
import type { Position } from './cursor.ts'
import { integer, integerOrNull, text, textOrNull, type Row } from '../kit/store.ts'
import { newId, type Vendor } from './vendor.ts'
import { below, whereAll } from './where.ts'

export const statuses = ['open', 'resolved', 'pending'] as const
export type Status = (typeof statuses)[number]

export type Conversation = {
  id: string
  contactId: string
  account: string
  status: Status
  assigneeId: string | null
  unreadCount: number
  lastMessageMs: number | null
  lastInboundMs: number | null
  createdMs: number
  updatedMs: number
}

/** A conversation as a list shows it, with the names that come from other tables. */
export type ConversationView = Conversation & {
  contact: { phoneNumber: string | null; name: string | null }
  assignee: { name: string | null; email: string | null }
}

export type NewConversation = Partial<Conversation> & { contactId: string; account: string }

// `cross join` pins the order of the loops: the page must come from the conversations' own index.
const view = `
  select c.*, k.phone_number as contact_phone, k.name as contact_name, u.name as user_name, u.email as user_email
  from conversations c cross join contacts k on k.id = c.contact_id left join users u on u.id = c.assignee_id`

export function insertConversation(vendor: Vendor, given: NewConversation): Conversation {
  const now = vendor.clock.now()
  const conversation: Conversation = {
    id: newId(vendor, 'cnv'),
    status: 'open',
    assigneeId: null,
    unreadCount: 0,
    lastMessageMs: null,
    lastInboundMs: null,
    createdMs: now,
    updatedMs: given.createdMs ?? now,
    ...given,
  }
  const { id, contactId, account, createdMs } = conversation
  const identity = { id, contact_id: contactId, account, created_ms: createdMs }
  vendor.store.insert('conversations', { ...identity, ...changeable(conversation) })
  return conversation
}

export function saveConversation(vendor: Vendor, conversation: Conversation): void {
  vendor.store.update('conversations', conversation.id, changeable(conversation))
}

function changeable(conversation: Conversation) {
  return {
    status: conversation.status,
    assignee_id: conversation.assigneeId,
    unread_count: conversation.unreadCount,
    last_message_ms: conversation.lastMessageMs,
    last_inbound_ms: conversation.lastInboundMs,
    updated_ms: conversation.updatedMs,
  }
}

export function findConversation(vendor: Vendor, id: string): ConversationView | undefined {
  const row = vendor.store.get(`${view} where c.id = ?`, id)
  return row && conversationFrom(row)
}

export type ConversationQuery = { status?: string | undefined; contactId?: string | undefined }

/** Newest-active first, those without a message last, ids breaking ties. */
export function listConversations(
  vendor: Vendor,
  { status, contactId }: ConversationQuery,
  after: Position | null,
  limit: number,
): ConversationView[] {
  const { sql, values } = conversationPage({ status, contactId }, after, limit)
  return vendor.store.all(sql, ...values).map(conversationFrom)
}

/** The list's statement, apart so that its query plan can be looked at. */
export function conversationPage({ status, contactId }: ConversationQuery, after: Position | null, limit: number) {
  const { sql, values } = whereAll(
    ['c.status = ?', status],
    ['c.contact_id = ?', contactId],
    below('c.sort_ms', 'c.id', after),
  )
  return { sql: `${view} ${sql} order by c.sort_ms desc, c.id desc limit ?`, values: [...values, limit] }
}

/** The contact's most recently active conversation. */
export function latestConversationOf(vendor: Vendor, contactId: string): ConversationView | undefined {
  return listConversations(vendor, { contactId }, null, 1)[0]
}

export function conversationPosition(conversation: Conversation): Position {
  return { sort: conversation.lastMessageMs ?? -1, id: conversation.id }
}

function conversationFrom(row: Row): ConversationView {
  return {
    id: text(row, 'id'),
    contactId: text(row, 'contact_id'),
    account: text(row, 'account'),
    status: statuses.find((status) => status === row['status']) ?? 'open',
    assigneeId: textOrNull(row, 'assignee_id'),
    unreadCount: integer(row, 'unread_count'),
    lastMessageMs: integerOrNull(row, 'last_message_ms'),
    lastInboundMs: integerOrNull(row, 'last_inbound_ms'),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
    contact: { phoneNumber: textOrNull(row, 'contact_phone'), name: textOrNull(row, 'contact_name') },
    assignee: { name: textOrNull(row, 'user_name'), email: textOrNull(row, 'user_email') },
  }
}

export function conversationToWire(c: ConversationView) {
  return {
    id: c.id,
    object: 'conversation',
    status: c.status,
    contact: { id: c.contactId, phone_number: c.contact.phoneNumber, name: c.contact.name },
    whatsapp_account: { phone_number: c.account },
    // Rendered as a required object, yet it can be cleared; null is the plainest reading of the two together.
    assignee: c.assigneeId === null ? null : { id: c.assigneeId, name: c.assignee.name, email: c.assignee.email },
    unread_count: c.unreadCount,
    last_message_at: isoOrNull(c.lastMessageMs),
    last_inbound_at: isoOrNull(c.lastInboundMs),
    created_at: iso(c.createdMs),
    updated_at: iso(c.updatedMs),
  }
}

export type WireConversation = ReturnType<typeof conversationToWire>
