import * as z from 'zod/mini'
import { instantSchema } from './conversation.ts'

/** `unknown` when the vendor told us nothing we understand; it is never shown as sent. */
export const deliveryStates = ['pending', 'sent', 'delivered', 'read', 'failed', 'unknown'] as const

export const messageSchema = z.object({
  id: z.string(),
  object: z.literal('message'),
  conversation_id: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** The vendor's own word (`text`, `image`, `order` …); a client names the types it cannot show. */
  type: z.string(),
  /** Body or caption, as the customer typed it; null when the type carries none. */
  text: z.nullable(z.string()),
  /** A file's name, a place's name, a contact card's name: what a line can say of a thing that is not text. */
  label: z.nullable(z.string()),
  /** Null on inbound messages. */
  delivery: z.nullable(z.object({ state: z.enum(deliveryStates), code: z.nullable(z.string()) })),
  created_at: instantSchema,
})
export type Message = z.infer<typeof messageSchema>
