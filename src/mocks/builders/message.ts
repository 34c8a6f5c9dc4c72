import * as z from 'zod/mini'
import { messageSchema } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { BUILDERS_EPOCH_MS } from './conversation.ts'
import { nextNumber } from './sequence.ts'

/** A text from the customer, a second newer than the one made before it; an outbound one was delivered. */
export function makeMessage(overrides: Partial<Message> = {}): Message {
  const number = nextNumber()
  const direction = overrides.direction ?? 'inbound'
  return z.parse(messageSchema, {
    id: `msg_${String(number).padStart(6, '0')}`,
    object: 'message',
    conversation_id: 'cnv_000001',
    direction,
    type: 'text',
    text: `Halo ${number}`,
    label: null,
    delivery: direction === 'inbound' ? null : { state: 'delivered', code: null },
    key: null,
    author: null,
    created_at: new Date(BUILDERS_EPOCH_MS + number * 1000).toISOString(),
    ...overrides,
  })
}
