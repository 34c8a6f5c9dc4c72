import { keptAttachmentSchema } from './attachment.ts'
import type { Attachment } from './attachment.ts'
import type { LocalItems } from '../local-items.ts'
import { uploadHref } from './outgoing-file.ts'

/** Writes down an attachment so that it survives a reload, as far as it can: the bytes cannot. A refused one has nothing to survive for. */
export function keepAttachment(items: LocalItems, attachment: Attachment): void {
  const { key, conversationId, filename, size, mimeType, rule, state, upload, at } = attachment
  if (state === 'refused') items.remove(key)
  else items.set(key, JSON.stringify({ conversationId, filename, size, mimeType, rule, upload, at }))
}

/** What an earlier page left behind, in the order in which it was added: uploaded, or lost because its bytes were on that page only. */
export function readAttachments(items: LocalItems): Attachment[] {
  return items
    .keys()
    .flatMap((key) => readAttachment(key, items.json(key)) ?? [])
    .toSorted((a, b) => a.at - b.at)
}

function readAttachment(key: string, json: unknown): Attachment | null {
  const kept = keptAttachmentSchema.safeParse(json).data
  if (kept === undefined) return null
  const { upload, rule } = kept
  if (upload === null) return { ...kept, key, state: 'lost', refusal: null, progress: 0, preview: null }
  const preview = rule?.kind === 'image' ? uploadHref(upload) : null
  return { ...kept, key, state: 'uploaded', refusal: null, progress: 1, preview }
}
