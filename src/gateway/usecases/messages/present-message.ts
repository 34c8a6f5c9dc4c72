import { messageSchema } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { parseDelivery } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import { presentParts } from './message-parts.ts'

const { author: authorSchema } = messageSchema.shape

/** A stored message as the API shows it. */
export function presentMessage(row: MessageRow): Message {
  return {
    id: row.id,
    object: 'message',
    conversation_id: row.conversation_id,
    direction: row.direction,
    type: row.type,
    text: row.text,
    label: row.label,
    delivery: parseDelivery(row.delivery),
    key: row.send_key,
    author: row.author === null ? null : authorSchema.parse(JSON.parse(row.author)),
    created_at: new Date(row.created_ms).toISOString(),
    ...presentParts(row),
  }
}
