import { iso } from '../kit/clock.ts'
import { integer, text, type Row } from '../kit/store.ts'
import { attachFiles, filesOf } from './files.ts'
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
  /** Numbers of its files. */
  files: number[]
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
  const id = insertedId(vendor.store)
  attachFiles(vendor, given.files ?? [], id)
  return { id, ticketId, threadType, html, author, isDraft, isPinned, createdMs, files: given.files ?? [] }
}

/** Of all these tickets, oldest first. */
export function messagesOf(vendor: Vendor, ticketIds: readonly number[]): Message[] {
  const sql = `select * from messages where ticket_id in (select value from json_each(?)) order by created_ms, id`
  return messagesFrom(vendor, vendor.store.all(sql, JSON.stringify(ticketIds)))
}

/** Rows of messages as messages with their files. */
export function messagesFrom(vendor: Vendor, rows: readonly Row[]): Message[] {
  const ids = rows.map((row) => integer(row, 'id'))
  const files = Map.groupBy(filesOf(vendor, ids), ({ messageId }) => messageId)
  return rows.map((row) =>
    messageFrom(
      row,
      (files.get(integer(row, 'id')) ?? []).map(({ id }) => id),
    ),
  )
}

function messageFrom(row: Row, files: number[]): Message {
  return {
    id: integer(row, 'id'),
    ticketId: integer(row, 'ticket_id'),
    threadType: text(row, 'thread_type'),
    html: text(row, 'html'),
    author: { type: row['author_type'] === 'users' ? 'users' : 'customers', id: integer(row, 'author_id') },
    isDraft: row['is_draft'] === 1,
    isPinned: row['is_pinned'] === 1,
    createdMs: integer(row, 'created_ms'),
    files,
  }
}

export function messageToWire(message: Message) {
  const { id, ticketId, threadType, html, author, isDraft, isPinned, createdMs, files } = message
  return {
    id,
    ticket: ref('tickets', ticketId),
    threadType,
    htmlBody: html,
    textBody: plain(html),
    createdBy: ref(author.type, author.id),
    cc: [],
    bcc: [],
    files: files.map((file) => ref('files', file)),
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
