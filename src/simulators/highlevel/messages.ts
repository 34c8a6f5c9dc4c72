import { iso } from '../kit/clock.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { texts } from './contacts.ts'
import { emailIdsOf } from './emails.ts'
import type { Message, Source } from './message-row.ts'
import { isEmailType, typeNumber } from './message-types.ts'
import { newId, type Vendor } from './vendor.ts'

export type NewMessage = Partial<Message> & Pick<Message, 'conversationId' | 'contactId' | 'type' | 'direction'>

export function insertMessage(vendor: Vendor, given: NewMessage): Message {
  const message: Message = {
    id: newId(vendor),
    status: null,
    body: '',
    attachments: [],
    source: null,
    userId: null,
    createdMs: vendor.clock.now(),
    ...given,
  }
  const { id, conversationId, contactId, type, direction, status, body, attachments, source, userId } = message
  vendor.store.insert('messages', {
    id,
    conversation_id: conversationId,
    contact_id: contactId,
    type,
    direction,
    status,
    body,
    attachments: JSON.stringify(attachments),
    source,
    user_id: userId,
    created_ms: message.createdMs,
  })
  return message
}

export function findMessage(vendor: Vendor, id: string): Message | undefined {
  const row = vendor.store.get('select * from messages where id = ?', id)
  return row && messageFrom(row)
}

export type MessageQuery = { conversationId: string; types: string[]; after: Message | null; limit: number }

/** Newest first, of these types or of any, below `after`. */
export function listMessages({ store }: Vendor, { conversationId, types, after, limit }: MessageQuery): Message[] {
  const marks = types.map(() => '?').join(', ')
  const ofType = types.length === 0 ? '' : `and type in (${marks})`
  const below = after === null ? '' : 'and (created_ms, id) < (?, ?)'
  const sql = `select * from messages where conversation_id = ? ${ofType} ${below} order by created_ms desc, id desc limit ?`
  const position = after === null ? [] : [after.createdMs, after.id]
  return store.all(sql, conversationId, ...types, ...position, limit).map(messageFrom)
}

function messageFrom(row: Row): Message {
  return {
    id: text(row, 'id'),
    conversationId: text(row, 'conversation_id'),
    contactId: text(row, 'contact_id'),
    type: text(row, 'type'),
    direction: text(row, 'direction') === 'inbound' ? 'inbound' : 'outbound',
    status: textOrNull(row, 'status'),
    body: text(row, 'body'),
    attachments: texts(row, 'attachments'),
    source: sources.find((known) => known === row['source']) ?? null,
    userId: textOrNull(row, 'user_id'),
    createdMs: integer(row, 'created_ms'),
  }
}

const sources: readonly Source[] = ['workflow', 'bulk_actions', 'campaign', 'api', 'app']

/** An e-mail has no body here: its e-mails are named under `meta` and read one by one. */
export function messageToWire(vendor: Vendor, message: Message) {
  const { id, type, status, body, attachments, source, userId } = message
  const email = isEmailType(type)
  return {
    id,
    type: typeNumber(type),
    messageType: type,
    locationId: vendor.locationId,
    contactId: message.contactId,
    conversationId: message.conversationId,
    dateAdded: iso(message.createdMs),
    ...(email ? {} : { body }),
    direction: message.direction,
    ...(status === null ? {} : { status }),
    contentType: email ? 'text/html' : 'text/plain',
    ...(email ? {} : { attachments }),
    ...(email ? { meta: { email: { messageIds: emailIdsOf(vendor, id) } } } : {}),
    ...(source === null ? {} : { source }),
    ...(userId === null ? {} : { userId }),
  }
}
