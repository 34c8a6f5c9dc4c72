import * as z from 'zod/mini'
import { ifReadable, instant, instantOrNull, pathId, text } from '../kit/wire-parts.ts'

// The vendor changed shapes between generations without a new version number, so unknown fields pass, enums are plain
// strings, and only what the inbox cannot do without is required.

const account = z.nullish(z.object({ phone_number: text }))

/** One conversation, as documented for `GET /conversations` and `PATCH /conversations/{id}`. */
export const conversationWire = z.object({
  id: pathId,
  status: z.string(),
  contact: z.object({ id: z.string().check(z.minLength(1)), phone_number: text, name: text, email: text }),
  whatsapp_account: account,
  /** Documented as always there, yet it can be cleared: null, no key and an empty id all mean nobody. */
  assignee: z.nullish(z.object({ id: text, name: text, email: text })),
  unread_count: z.nullish(z.int()),
  last_message_at: instantOrNull,
  last_inbound_at: instantOrNull,
  created_at: instant,
  updated_at: instant,
})
export type ConversationWire = z.infer<typeof conversationWire>

export const contactWire = z.object({
  id: z.string().check(z.minLength(1)),
  phone_number: text,
  name: text,
  email: text,
  whatsapp_account: account,
})

/** The vendor's own or WhatsApp's; one that is longer names nothing. */
const messageId = ifReadable(z.string().check(z.minLength(1), z.maxLength(256)))
const media = ifReadable(z.object({ caption: text, filename: text, mime_type: ifReadable(z.string()) }))
const titled = ifReadable(z.object({ title: text, description: text }))

/** What a message says, in the vendor's flat fields and in Meta's nested ones: REST uses the first, webhooks the second. */
export const contentShape = {
  content: ifReadable(z.string()),
  caption: ifReadable(z.string()),
  filename: ifReadable(z.string()),
  mime_type: ifReadable(z.string()),
  text: ifReadable(z.object({ body: text })),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  location: ifReadable(
    z.object({
      name: text,
      address: text,
      latitude: ifReadable(z.number()),
      longitude: ifReadable(z.number()),
    }),
  ),
  contacts: ifReadable(z.array(z.unknown())),
  interactive: ifReadable(z.object({ title: text, description: text, button_reply: titled, list_reply: titled })),
  reaction: ifReadable(z.object({ target_message_id: messageId, message_id: messageId, emoji: text })),
  button: ifReadable(z.object({ text })),
  template: ifReadable(z.object({ name: text })),
  /** The message that this one answers. Only Meta's form is documented, where it is told as `id`. */
  context: ifReadable(z.object({ id: messageId, message_id: messageId })),
}

/** A contact card, the vendor's way (`name` a string) or Meta's (`name` an object). */
export const cardWire = z.object({
  name: ifReadable(z.union([z.string(), z.object({ formatted_name: z.string() })])),
  phone: ifReadable(z.string()),
  phones: ifReadable(z.array(ifReadable(z.object({ phone: text })))),
})

/** The vendor's word, or Meta's number. */
export const errorCode = ifReadable(z.union([z.string(), z.number()]))

/** The message resource. Its page was never seen: all but id, direction and time is optional. */
export const messageWire = z.object({
  id: z.string().check(z.minLength(1)),
  direction: z.enum(['inbound', 'outbound']),
  type: ifReadable(z.string()),
  status: ifReadable(z.string()),
  error: ifReadable(z.nullable(z.object({ code: errorCode, provider_code: errorCode }))),
  created_at: instant,
  ...contentShape,
})
export type MessageWire = z.infer<typeof messageWire>

/** The answer to a send, with the least that makes it a receipt: the id by which the message is known from now on. */
export const receiptWire = z.object({
  id: z.string().check(z.minLength(1)),
  status: messageWire.shape.status,
  error: messageWire.shape.error,
  created_at: ifReadable(instant),
})

export type ContentWire = Pick<MessageWire, keyof typeof contentShape>

export const meWire = z.object({
  organization: z.object({ id: z.string().check(z.minLength(1)), name: text }),
  rate_limits: ifReadable(
    z.object({ read_per_minute: ifReadable(z.number()), write_per_minute: ifReadable(z.number()) }),
  ),
})

export const listEnvelope = z.object({
  data: z.array(z.unknown()),
  has_more: ifReadable(z.boolean()),
  next_cursor: ifReadable(z.nullable(z.string())),
})
export const itemEnvelope = z.object({ data: z.unknown() })

/** What a later generation is said to answer with where this one redirects. */
export const locatedEnvelope = z.object({ data: z.object({ url: z.string().check(z.minLength(1)) }) })

export const errorEnvelope = z.object({
  error: z.object({
    /** Codes end up in logs and on the screen, so only what looks like one is taken for one. */
    code: ifReadable(z.string().check(z.regex(/^[a-z0-9_.]{1,64}$/))),
    provider_code: errorCode,
    param: ifReadable(z.string()),
    request_id: ifReadable(z.string()),
  }),
})

/** A webhook subscription, as documented for its making; the list of them was never seen. */
export const subscriptionWire = z.object({
  id: pathId,
  url: z.string(),
  status: text,
  events: ifReadable(z.array(z.string())),
})
export const madeSubscriptionWire = z.object({ id: pathId, initial_secret: z.string().check(z.minLength(1)) })
