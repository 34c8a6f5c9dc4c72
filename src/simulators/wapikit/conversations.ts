import { uuid } from '../kit/ids.ts'
import { integer, integerOrNull, text, textOrNull, type Row } from '../kit/store.ts'
import { notFound } from './errors.ts'
import type { Vendor } from './vendor.ts'

export const statuses = ['Active', 'Closed', 'Deleted'] as const
export type Status = (typeof statuses)[number]

export type Conversation = {
  id: string
  contactId: string
  initiatedBy: string
  campaignId: string | null
  status: Status
  lastMessageMs: number | null
  createdMs: number
}

export function insertConversation(vendor: Vendor, given: Partial<Conversation> & { contactId: string }): Conversation {
  const conversation: Conversation = {
    id: uuid(vendor.random),
    initiatedBy: 'Contact',
    campaignId: null,
    status: 'Active',
    lastMessageMs: null,
    createdMs: vendor.clock.now(),
    ...given,
  }
  vendor.store.insert('conversations', {
    id: conversation.id,
    contact_id: conversation.contactId,
    initiated_by: conversation.initiatedBy,
    campaign_id: conversation.campaignId,
    status: conversation.status,
    place: vendor.random(),
    last_message_ms: conversation.lastMessageMs,
    created_ms: conversation.createdMs,
  })
  return conversation
}

export function findConversation(vendor: Vendor, id: string): Conversation | undefined {
  const row = vendor.store.get('select * from conversations where id = ?', id)
  return row && conversationFrom(row)
}

export function mustFind(vendor: Vendor, id: string): Conversation {
  const found = findConversation(vendor, id)
  if (!found) throw notFound('conversation')
  return found
}

/** Whoever writes a row moves it, and the vendor's list has no order of its own. */
export function setStatus(vendor: Vendor, id: string, status: Status): void {
  vendor.store.update('conversations', id, { status, place: vendor.random() })
}

export function noteActivity(vendor: Vendor, id: string, atMs: number): void {
  vendor.store.update('conversations', id, { last_message_ms: atMs, place: vendor.random() })
}

/** Removes it with all that belongs to it; nothing announces it. */
export function removeConversation(vendor: Vendor, id: string): void {
  vendor.store.transaction(() => {
    vendor.store.run('delete from messages where conversation_id = ?', id)
    vendor.store.run('delete from assignments where conversation_id = ?', id)
    vendor.store.run('delete from conversation_tags where conversation_id = ?', id)
    vendor.store.run('delete from conversations where id = ?', id)
  })
}

/** The one to which a contact's next message goes. */
export function activeConversationOf(vendor: Vendor, contactId: string): Conversation | undefined {
  const row = vendor.store.get(`select * from conversations where contact_id = ? and status = 'Active'`, contactId)
  return row && conversationFrom(row)
}

/** By last activity, newest first, those without a message last. */
export function latestConversations(vendor: Vendor, status: Status | null, limit: number): Conversation[] {
  const order = 'order by last_message_ms desc nulls last, id limit ?'
  const rows =
    status === null
      ? vendor.store.all(`select * from conversations ${order}`, limit)
      : vendor.store.all(`select * from conversations where status = ? ${order}`, status, limit)
  return rows.map(conversationFrom)
}

export function conversationFrom(row: Row): Conversation {
  return {
    id: text(row, 'id'),
    contactId: text(row, 'contact_id'),
    initiatedBy: text(row, 'initiated_by'),
    campaignId: textOrNull(row, 'campaign_id'),
    status: statuses.find((status) => status === row['status']) ?? 'Active',
    lastMessageMs: integerOrNull(row, 'last_message_ms'),
    createdMs: integer(row, 'created_ms'),
  }
}
