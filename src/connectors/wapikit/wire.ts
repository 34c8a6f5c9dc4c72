import * as z from 'zod/mini'
import { ifReadable, instant, pathId, text } from '../kit/wire-parts.ts'

// Published in two generations and served in a third: unknown fields pass, enums are plain strings, and only what the inbox cannot do
// without is required.

/** One conversation, in a list, by itself or in an event. */
export const conversationWire = z.object({
  uniqueId: pathId,
  status: z.string(),
  createdAt: instant,
  contact: z.object({ uniqueId: z.string().check(z.minLength(1)), name: text, phone: text }),
  /** Left out of a list for those whom nobody was assigned to, and of a single conversation always. */
  assignedTo: z.nullish(z.object({ uniqueId: text, name: text, email: text })),
  numberOfUnreadMessages: z.nullish(z.int()),
  messages: ifReadable(z.array(z.unknown())),
  /** An older server calls the label `name`. */
  tags: ifReadable(z.nullable(z.array(ifReadable(z.object({ label: text, name: text }))))),
})
export type ConversationWire = z.infer<typeof conversationWire>

/** What a message says, whatever its type. */
const messageData = z.object({
  id: ifReadable(pathId),
  text: ifReadable(z.string()),
  caption: ifReadable(z.string()),
  fileName: ifReadable(z.string()),
  reaction: ifReadable(z.string()),
  messageId: ifReadable(z.string()),
  latitude: ifReadable(z.number()),
  longitude: ifReadable(z.number()),
  name: ifReadable(z.string()),
  address: ifReadable(z.string()),
})
export type MessageData = z.infer<typeof messageData>

export const messageWire = z.object({
  uniqueId: z.string().check(z.minLength(1)),
  conversationId: ifReadable(z.string()),
  direction: z.enum(['InBound', 'OutBound']),
  status: ifReadable(z.string()),
  messageType: ifReadable(z.string()),
  createdAt: instant,
  messageData: ifReadable(messageData),
  /** In the newest pages of the documents only. */
  replyToMessageId: ifReadable(z.string()),
})
export type MessageWire = z.infer<typeof messageWire>

export const conversationsEnvelope = z.object({ conversations: z.array(z.unknown()) })
export const conversationEnvelope = z.object({ conversation: z.unknown() })
/** A single conversation as far as its thread goes, which it carries whole. */
export const threadWire = z.object({ messages: z.array(z.unknown()) })
export const messagesEnvelope = z.object({ messages: z.array(z.unknown()) })
/** Behind the last page there is null instead of a list. */
export const membersEnvelope = z.object({ members: z.nullable(z.array(z.unknown())) })
export const memberWire = z.object({ uniqueId: z.string().check(z.minLength(1)), name: text, email: text })

export const userEnvelope = z.object({
  user: z.object({ organization: z.object({ uniqueId: z.string().check(z.minLength(1)), name: text }) }),
})

/** The answer to a send, with the least that makes it a receipt. */
export const receiptEnvelope = z.object({
  message: z.object({
    uniqueId: z.string().check(z.minLength(1)),
    status: ifReadable(z.string()),
    createdAt: ifReadable(instant),
  }),
})

/** The answer to a file that was handed over: its id at Meta, and an address that nobody needs. */
export const uploadedFile = z.object({ mediaId: pathId })

/** An event's payload, as far as it names what it is about. */
export const eventWire = z.object({
  conversationId: ifReadable(pathId),
  conversation: ifReadable(z.object({ uniqueId: pathId })),
  message: z.optional(z.unknown()),
})
