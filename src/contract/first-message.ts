import * as z from 'zod/mini'
import { conversationSchema, instantSchema } from './conversation.ts'
import { deliverySchema } from './message.ts'
import { templateToSendSchema } from './sending.ts'

/** Longer than any number is typed. */
const phoneNumber = z.string().check(z.minLength(1), z.maxLength(64))

/** The body that starts a conversation. Numbers may be spelt as people type them; see `readPhoneNumber`. */
export const startConversationSchema = z.strictObject({
  connection: z.string().check(z.minLength(1), z.maxLength(128)),
  to: phoneNumber,
  /** Which of our own numbers writes; to be named where a connection has several. */
  from: z.optional(phoneNumber),
  template: templateToSendSchema,
})
export type StartConversation = z.infer<typeof startConversationSchema>

/**
 * A message to a number that nobody has a conversation with yet. The vendor makes the conversation when it has the message; from then on
 * `conversation_id` names it and the message stands in its thread.
 */
export const firstMessageSchema = z.object({
  id: z.string(),
  object: z.literal('first_message'),
  connection_id: z.string(),
  /** E.164. */
  to: z.string(),
  from: z.nullable(z.string()),
  template: templateToSendSchema,
  /** The template with its values, as far as it is known here. */
  text: z.nullable(z.string()),
  /**
   * How far it came, as of any message. `failed` with the code `conversation_exists`: it was not sent, because this number wrote
   * meanwhile; `conversation_id` then names what they wrote.
   */
  delivery: deliverySchema,
  conversation_id: z.nullable(z.string()),
  key: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  created_at: instantSchema,
})
export type FirstMessage = z.infer<typeof firstMessageSchema>

/**
 * What became of the wish to start a conversation. `taken`: the message is kept and will be sent, or was, under this key. `exists`: this
 * number has a conversation already, and nothing is sent. `under_way`: another message to this number is on its way, and nothing is sent.
 */
export const startedSchema = z.object({
  outcome: z.enum(['taken', 'exists', 'under_way']),
  first_message: z.nullable(firstMessageSchema),
  conversation: z.nullable(conversationSchema),
})
export type Started = z.infer<typeof startedSchema>
