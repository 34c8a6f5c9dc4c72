import { iso } from '../kit/clock.ts'
import { integer, text, type Row } from '../kit/store.ts'
import { texts } from './contacts.ts'
import type { Direction } from './message-row.ts'
import { newId, type Vendor } from './vendor.ts'

/** One e-mail. A row in the list of messages stands for one or for several of a thread. */
export type Email = {
  id: string
  messageId: string
  threadId: string
  direction: Direction
  status: string
  subject: string
  /** HTML. */
  body: string
  from: string
  to: string[]
  attachments: string[]
  createdMs: number
}

export type NewEmail = Omit<Email, 'id' | 'createdMs'> & { id?: string; createdMs?: number }

export function insertEmail(vendor: Vendor, given: NewEmail): Email {
  const email: Email = { id: newId(vendor), createdMs: vendor.clock.now(), ...given }
  vendor.store.insert('emails', {
    id: email.id,
    message_id: email.messageId,
    thread_id: email.threadId,
    direction: email.direction,
    status: email.status,
    subject: email.subject,
    body: email.body,
    sender: email.from,
    recipients: JSON.stringify(email.to),
    attachments: JSON.stringify(email.attachments),
    created_ms: email.createdMs,
  })
  return email
}

export function findEmail({ store }: Vendor, id: string): Email | undefined {
  const row = store.get('select * from emails where id = ?', id)
  return row && emailFrom(row)
}

/** Oldest first. */
export function emailIdsOf({ store }: Vendor, messageId: string): string[] {
  const sql = 'select id from emails where message_id = ? order by created_ms, rowid'
  return store.all(sql, messageId).map((row) => text(row, 'id'))
}

/** The e-mail that an answer in this conversation continues. */
export function lastEmailOf({ store }: Vendor, conversationId: string): Email | undefined {
  const sql = `select e.* from emails e join messages m on m.id = e.message_id
    where m.conversation_id = ? order by e.created_ms desc, e.rowid desc limit 1`
  const row = store.get(sql, conversationId)
  return row && emailFrom(row)
}

function emailFrom(row: Row): Email {
  return {
    id: text(row, 'id'),
    messageId: text(row, 'message_id'),
    threadId: text(row, 'thread_id'),
    direction: text(row, 'direction') === 'inbound' ? 'inbound' : 'outbound',
    status: text(row, 'status'),
    subject: text(row, 'subject'),
    body: text(row, 'body'),
    from: text(row, 'sender'),
    to: texts(row, 'recipients'),
    attachments: texts(row, 'attachments'),
    createdMs: integer(row, 'created_ms'),
  }
}

export function emailToWire(vendor: Vendor, email: Email, owner: { contactId: string; conversationId: string }) {
  const { id, threadId, subject, body, direction, status, from, to, attachments } = email
  return {
    id,
    threadId,
    locationId: vendor.locationId,
    contactId: owner.contactId,
    conversationId: owner.conversationId,
    dateAdded: iso(email.createdMs),
    subject,
    body,
    direction,
    status,
    contentType: 'text/html',
    attachments,
    provider: 'Leadconnector',
    from,
    to,
  }
}
