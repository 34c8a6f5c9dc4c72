import { uuid } from '../kit/ids.ts'
import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { integer, text, type Row } from '../kit/store.ts'
import type { Message } from './message-row.ts'
import { timeToWire } from './time.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'

export type NewMessage = Partial<Message> & Pick<Message, 'conversationId' | 'direction' | 'type' | 'data'>

export function insertMessage(vendor: Vendor, given: NewMessage): Message {
  const id = uuid(vendor.random)
  const message: Message = {
    id,
    status: 'Sent',
    wamid: `wamid.${Buffer.from(id).toString('base64url')}`,
    createdMs: vendor.clock.now(),
    ...given,
  }
  vendor.store.insert('messages', {
    id: message.id,
    conversation_id: message.conversationId,
    direction: message.direction,
    type: message.type,
    status: message.status,
    data: JSON.stringify(message.data),
    wamid: message.wamid,
    created_ms: message.createdMs,
  })
  return message
}

export function findMessage(vendor: Vendor, id: string): Message | undefined {
  const row = vendor.store.get('select * from messages where id = ?', id)
  return row && messageFrom(row)
}

/** A page counted from the newest message, ascending within itself. */
export function messagePage(vendor: Vendor, conversationId: string, limit: number, offset: number): Message[] {
  const sql = `select * from messages where conversation_id = ? order by created_ms desc, seq desc limit ? offset ?`
  return vendor.store.all(sql, conversationId, limit, offset).map(messageFrom).toReversed()
}

export function allMessages(vendor: Vendor, conversationId: string): Message[] {
  return messagePage(vendor, conversationId, -1, 0)
}

export function countMessages(vendor: Vendor, conversationId: string): number {
  return Number(vendor.store.get('select count(*) as n from messages where conversation_id = ?', conversationId)?.['n'])
}

export function countUnread(vendor: Vendor, conversationId: string): number {
  const sql = `select count(*) as n from messages where conversation_id = ? and direction = 'InBound' and status = 'Sent'`
  return Number(vendor.store.get(sql, conversationId)?.['n'])
}

export function markRead(vendor: Vendor, conversationId: string): void {
  const sql = `update messages set status = 'Read' where conversation_id = ? and direction = 'InBound' and status = 'Sent'`
  vendor.store.run(sql, conversationId)
}

// As built, the serialiser has no case for these.
const undecodable = new Set(['Location', 'Contacts', 'Address', 'Interactive', 'Template'])

/** As the API shows it; null for what the published server cannot decode. */
export function messageToWire(vendor: Vendor, message: Message): JsonObject | null {
  if (isAsBuilt(vendor) && message.direction === 'InBound' && undecodable.has(message.type)) return null
  return {
    uniqueId: message.id,
    conversationId: message.conversationId,
    direction: message.direction,
    status: message.status,
    messageType: message.type,
    createdAt: timeToWire(message.createdMs),
    messageData: message.data,
    ...(isAsBuilt(vendor) ? {} : { whatsAppMessageId: message.wamid }),
  }
}

function messageFrom(row: Row): Message {
  const data = parseJson(text(row, 'data'))
  return {
    id: text(row, 'id'),
    conversationId: text(row, 'conversation_id'),
    direction: row['direction'] === 'InBound' ? 'InBound' : 'OutBound',
    type: text(row, 'type'),
    status: text(row, 'status'),
    data: isRecord(data) ? data : {},
    wamid: text(row, 'wamid'),
    createdMs: integer(row, 'created_ms'),
  }
}
