import { keptAttachmentSchema, uploadHref } from './attachment.ts'
import type { Attachment } from './attachment.ts'
import type { LocalItems } from './local-items.ts'

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
    .flatMap((key) => {
      const kept = keptAttachmentSchema.safeParse(parseJson(items.get(key))).data
      return kept === undefined ? [] : { key, ...kept }
    })
    .toSorted((a, b) => a.at - b.at)
    .map((kept) => ({
      ...kept,
      state: kept.upload === null ? 'lost' : 'uploaded',
      refusal: null,
      progress: kept.upload === null ? 0 : 1,
      preview: kept.upload !== null && kept.rule?.kind === 'image' ? uploadHref(kept.upload) : null,
    }))
}

function parseJson(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null')
  } catch {
    return null
  }
}
