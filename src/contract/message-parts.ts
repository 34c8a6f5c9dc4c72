import * as z from 'zod/mini'

export const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const
export type MediaKind = (typeof mediaKinds)[number]

/** A file in a message. What its sender said of it is a claim: how it is served is decided by the gateway alone. */
export const mediaSchema = z.object({
  /** One that a client does not know yet it can still offer as a file. */
  kind: z.catch(z.enum(mediaKinds), 'document'),
  mime_type: z.nullable(z.string()),
  filename: z.nullable(z.string()),
  /** In bytes; null when nobody told. */
  size: z.nullable(z.int().check(z.minimum(0))),
  /** Where the bytes are, on the gateway's own origin and for whoever may read the conversation. */
  href: z.string(),
})
export type Media = z.infer<typeof mediaSchema>

export const placeSchema = z.object({
  /** Degrees, north and east positive. */
  latitude: z.number().check(z.minimum(-90), z.maximum(90)),
  longitude: z.number().check(z.minimum(-180), z.maximum(180)),
  name: z.nullable(z.string()),
  address: z.nullable(z.string()),
})
export type Place = z.infer<typeof placeSchema>

export const cardSchema = z.object({ name: z.nullable(z.string()), phones: z.array(z.string()) })
export type Card = z.infer<typeof cardSchema>

/** Ids are the vendor's and may name a message that was never read here. */
export const reactionSchema = z.object({
  message_id: z.nullable(z.string()),
  /** Null takes the reaction back. */
  emoji: z.nullable(z.string()),
})
export type Reaction = z.infer<typeof reactionSchema>

/** What a message holds beside its words. Each is left out of a message that has none. */
export const messageParts = {
  media: z.optional(mediaSchema),
  location: z.optional(placeSchema),
  contacts: z.optional(z.array(cardSchema)),
  reaction: z.optional(reactionSchema),
  /** The id of the message that this one answers. */
  reply_to: z.optional(z.string()),
}
