import { integer, integerOrNull, text, textOrNull, type Row } from '../kit/store.ts'
import type { Direction } from './message-row.ts'
import { newId, type Vendor } from './vendor.ts'

export type Conversation = {
  id: string
  contactId: string
  /** 1 phone, 2 e-mail, 3 Messenger, 4 review, 5 group SMS. */
  type: number
  assignedTo: string | null
  unread: number
  starred: boolean
  /** JSON, as it was put. */
  feedback: string | null
  lastBody: string
  lastType: string
  lastDirection: Direction | null
  lastMs: number
  lastManualMs: number | null
  lastAction: 'manual' | 'automated' | null
  addedMs: number
  updatedMs: number
}

export type NewConversation = Partial<Conversation> & { contactId: string }

export function insertConversation(vendor: Vendor, given: NewConversation): Conversation {
  const now = vendor.clock.now()
  const conversation: Conversation = {
    id: newId(vendor),
    type: 1,
    assignedTo: null,
    unread: 0,
    starred: false,
    feedback: null,
    lastBody: '',
    lastType: 'TYPE_SMS',
    lastDirection: null,
    lastMs: given.addedMs ?? now,
    lastManualMs: null,
    lastAction: null,
    addedMs: now,
    updatedMs: given.addedMs ?? now,
    ...given,
  }
  const { id, contactId, addedMs } = conversation
  vendor.store.insert('conversations', {
    id,
    contact_id: contactId,
    added_ms: addedMs,
    ...changeable(conversation),
  })
  return conversation
}

export function saveConversation(vendor: Vendor, conversation: Conversation): void {
  vendor.store.update('conversations', conversation.id, changeable(conversation))
}

function changeable(c: Conversation) {
  return {
    type: c.type,
    assigned_to: c.assignedTo,
    unread: c.unread,
    starred: c.starred ? 1 : 0,
    feedback: c.feedback,
    last_body: c.lastBody,
    last_type: c.lastType,
    last_direction: c.lastDirection,
    last_ms: c.lastMs,
    last_manual_ms: c.lastManualMs,
    last_action: c.lastAction,
    updated_ms: c.updatedMs,
  }
}

export function findConversation(vendor: Vendor, id: string): Conversation | undefined {
  const row = vendor.store.get('select * from conversations where id = ?', id)
  return row && conversationFrom(row)
}

/** There is at most one for each contact. */
export function conversationOf(vendor: Vendor, contactId: string): Conversation | undefined {
  const row = vendor.store.get('select * from conversations where contact_id = ?', contactId)
  return row && conversationFrom(row)
}

/** Gone with its messages; nothing announces it. The contact stays. */
export function deleteConversation({ store }: Vendor, id: string): void {
  store.transaction(() => {
    store.run('delete from emails where message_id in (select id from messages where conversation_id = ?)', id)
    store.run('delete from messages where conversation_id = ?', id)
    store.run('delete from conversations where id = ?', id)
  })
}

export function conversationFrom(row: Row): Conversation {
  const direction = textOrNull(row, 'last_direction')
  const action = textOrNull(row, 'last_action')
  return {
    id: text(row, 'id'),
    contactId: text(row, 'contact_id'),
    type: integer(row, 'type'),
    assignedTo: textOrNull(row, 'assigned_to'),
    unread: integer(row, 'unread'),
    starred: integer(row, 'starred') === 1,
    feedback: textOrNull(row, 'feedback'),
    lastBody: text(row, 'last_body'),
    lastType: text(row, 'last_type'),
    lastDirection: direction === 'inbound' || direction === 'outbound' ? direction : null,
    lastMs: integer(row, 'last_ms'),
    lastManualMs: integerOrNull(row, 'last_manual_ms'),
    lastAction: action === 'manual' || action === 'automated' ? action : null,
    addedMs: integer(row, 'added_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}
