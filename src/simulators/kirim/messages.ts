import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { iso } from '../kit/clock.ts'
import type { Position } from './cursor.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { directions, type Message } from './message-row.ts'
import { newId, type Vendor } from './vendor.ts'
import { below, whereAll } from './where.ts'

export const messageStatuses = ['pending', 'sent', 'delivered', 'read', 'failed'] as const
export type NewMessage = Partial<Message> & Pick<Message, 'conversationId' | 'direction' | 'type' | 'content'>

export function insertMessage(vendor: Vendor, given: NewMessage): Message {
  const message: Message = {
    id: newId(vendor, 'msg'),
    wamid: `wamid.${newId(vendor, 'HBgN').slice(5)}`,
    status: given.direction === 'inbound' ? 'delivered' : 'pending',
    error: null,
    createdMs: vendor.clock.now(),
    ...given,
  }
  vendor.store.insert('messages', {
    id: message.id,
    conversation_id: message.conversationId,
    wamid: message.wamid,
    direction: message.direction,
    type: message.type,
    status: message.status,
    content: JSON.stringify(message.content),
    error: message.error === null ? null : JSON.stringify(message.error),
    created_ms: message.createdMs,
  })
  return message
}

export function setMessageStatus(vendor: Vendor, id: string, status: string, error: string | null): void {
  vendor.store.update('messages', id, { status, error })
}

export function setMessageContent(vendor: Vendor, id: string, content: JsonObject): void {
  vendor.store.update('messages', id, { content: JSON.stringify(content) })
}

export function findMessage(vendor: Vendor, id: string): Message | undefined {
  const row = vendor.store.get('select * from messages where id = ?', id)
  return row && messageFrom(row)
}

export type MessageQuery = {
  conversationId?: string | undefined
  direction?: string | undefined
  status?: string | undefined
  createdAfter?: number | undefined
  createdBefore?: number | undefined
}

/** Newest first. The order is not documented; callers of the vendor must sort for themselves. */
export function listMessages(vendor: Vendor, query: MessageQuery, after: Position | null, limit: number): Message[] {
  const where = whereAll(
    ['conversation_id = ?', query.conversationId],
    ['direction = ?', query.direction],
    ['status = ?', query.status],
    ['created_ms > ?', query.createdAfter],
    ['created_ms < ?', query.createdBefore],
    below('created_ms', 'id', after),
  )
  const sql = `select * from messages ${where.sql} order by created_ms desc, id desc limit ?`
  return vendor.store.all(sql, ...where.values, limit).map(messageFrom)
}

function messageFrom(row: Row): Message {
  const content = parseJson(text(row, 'content'))
  const error = textOrNull(row, 'error')
  return {
    id: text(row, 'id'),
    conversationId: text(row, 'conversation_id'),
    wamid: text(row, 'wamid'),
    direction: directions.find((direction) => direction === row['direction']) ?? 'inbound',
    type: text(row, 'type'),
    status: text(row, 'status'),
    content: isRecord(content) ? content : {},
    error: error === null ? null : parseJson(error),
    createdMs: integer(row, 'created_ms'),
  }
}

export function messageToWire(message: Message): JsonObject {
  return {
    id: message.id,
    object: 'message',
    conversation_id: message.conversationId,
    direction: message.direction,
    type: message.type,
    status: message.status,
    ...message.content,
    ...(message.error === null ? {} : { error: message.error }),
    created_at: iso(message.createdMs),
  }
}
