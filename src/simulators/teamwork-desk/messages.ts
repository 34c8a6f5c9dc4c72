import { iso } from '../kit/clock.ts'
import { integer, text, type Row } from '../kit/store.ts'
import { insertedId } from './inserted.ts'
import { ref } from './refs.ts'
import type { Vendor } from './vendor.ts'

/** `message` goes to or comes from the customer, `note` stays among colleagues, the others are the vendor's own lines. */
export const threadTypes = ['message', 'note', 'forward', 'eventInfo', 'completedTask'] as const

export type Message = {
  id: number
  ticketId: number
  threadType: string
  html: string
  author: { type: 'customers' | 'users'; id: number }
  isDraft: boolean
  isPinned: boolean
  createdMs: number
}

export type NewMessage = Pick<Message, 'ticketId' | 'threadType' | 'html' | 'author'> & Partial<Message>

export function insertMessage(vendor: Vendor, given: NewMessage): Message {
  const { ticketId, threadType, html, author } = given
  const { isDraft = false, isPinned = false, createdMs = vendor.clock.now() } = given
  vendor.store.insert('messages', {
    ticket_id: ticketId,
    thread_type: threadType,
    html,
    author_type: author.type,
    author_id: author.id,
    is_draft: isDraft ? 1 : 0,
    is_pinned: isPinned ? 1 : 0,
    created_ms: createdMs,
  })
  return { id: insertedId(vendor.store), ticketId, threadType, html, author, isDraft, isPinned, createdMs }
}

/** Of all these tickets, oldest first. */
export function messagesOf(vendor: Vendor, ticketIds: readonly number[]): Message[] {
  const sql = `select * from messages where ticket_id in (select value from json_each(?)) order by created_ms, id`
  return vendor.store.all(sql, JSON.stringify(ticketIds)).map(messageFrom)
}

export function messageFrom(row: Row): Message {
  return {
    id: integer(row, 'id'),
    ticketId: integer(row, 'ticket_id'),
    threadType: text(row, 'thread_type'),
    html: text(row, 'html'),
    author: { type: row['author_type'] === 'users' ? 'users' : 'customers', id: integer(row, 'author_id') },
    isDraft: row['is_draft'] === 1,
    isPinned: row['is_pinned'] === 1,
    createdMs: integer(row, 'created_ms'),
  }
}

export function messageToWire(message: Message) {
  const { id, ticketId, threadType, html, author, isDraft, isPinned, createdMs } = message
  return {
    id,
    ticket: ref('tickets', ticketId),
    threadType,
    htmlBody: html,
    textBody: plain(html),
    createdBy: ref(author.type, author.id),
    cc: [],
    bcc: [],
    files: [],
    isDraft,
    isPinned,
    delayed: false,
    viewedByCustomerAt: null,
    state: 'active',
    createdAt: iso(createdMs),
    updatedAt: iso(createdMs),
  }
}

/** As rough as a preview line is: words run together where the markup stood between them. */
export function plain(html: string): string {
  return html
    .replaceAll(/<(style|script)\b[^]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
