import * as z from 'zod/mini'
import { instantSchema } from './conversation.ts'
import { messageParts } from './message-parts.ts'

/**
 * How far a message of ours came. `waiting` it is owed to the vendor; `checking` the vendor was asked and did not answer, so it may have
 * it or not; `accepted` the vendor has it; `sent`, `delivered`, `read` and `failed` are the vendor's own word; `unknown` when that is a
 * word which we do not understand. Nothing but the vendor's evidence makes a message sent.
 */
export const deliveryStates = [
  'waiting',
  'checking',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** How far a message of ours came; `code` is the reason of a failure. */
export const deliverySchema = z.object({ state: z.enum(deliveryStates), code: z.nullable(z.string()) })

export const messageSchema = z.object({
  id: z.string(),
  object: z.literal('message'),
  conversation_id: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** The vendor's own word (`text`, `image`, `order` …); a client names the types it cannot show. */
  type: z.string(),
  /** Body or caption, as the customer typed it; null when the type carries none. */
  text: z.nullable(z.string()),
  /** A file's, a place's, a contact card's or a template's name, a choice's description: what a line can say beside the text. */
  label: z.nullable(z.string()),
  /** Null on inbound messages. */
  delivery: z.nullable(deliverySchema),
  /** The idempotency key that it was sent with from here: it stays the same when the vendor gives the message its id. */
  key: z.nullable(z.string()),
  /** Who wrote it here; null when it came from the customer or was written at the vendor. */
  author: z.nullable(z.object({ id: z.string(), name: z.string() })),
  created_at: instantSchema,
  ...messageParts,
})
export type Message = z.infer<typeof messageSchema>

/** Ids of messages that no vendor has yet, or never had. */
const UNSENT = 'snd_'

/** Whether only we know this message: it waits, or it was refused before the vendor took it. */
export function isUnsent({ id }: Pick<Message, 'id'>): boolean {
  return id.startsWith(UNSENT)
}
