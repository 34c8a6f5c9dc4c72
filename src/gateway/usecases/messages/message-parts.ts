import * as z from 'zod/mini'
import { mediaSchema, messageParts } from '#contract/message-parts.ts'
import type { Message } from '#contract/message.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'

/** A file that lies with the vendor has no `href` of its own: it comes through us, by its message. */
const storedPartsSchema = z.object({
  ...messageParts,
  media: z.optional(z.object({ ...mediaSchema.shape, href: z.optional(z.string()) })),
})
export type StoredParts = z.infer<typeof storedPartsSchema>

/** The parts of a message as they are stored; null when it has none. */
export function storeParts({ media, location, contacts, reaction, reply_to }: StoredParts): string | null {
  const json = JSON.stringify({ media, location, contacts, reaction, reply_to })
  return json === '{}' ? null : json
}

/** The stored parts of a message. */
export function readParts({ parts }: Pick<MessageRow, 'parts'>): StoredParts {
  return parts === null ? {} : storedPartsSchema.parse(JSON.parse(parts))
}

/** The parts of a message as the API shows them. */
export function presentParts(
  row: Pick<MessageRow, 'parts' | 'conversation_id' | 'id'>,
): Pick<Message, keyof typeof messageParts> {
  const { media, ...rest } = readParts(row)
  return media === undefined ? rest : { ...rest, media: { ...media, href: media.href ?? mediaHref(row) } }
}

function mediaHref({ conversation_id, id }: Pick<MessageRow, 'conversation_id' | 'id'>): string {
  return `/media/${encodeURIComponent(conversation_id)}/${encodeURIComponent(id)}`
}
