import type { Attachment } from './attachment.ts'
import { uploadHref } from './outgoing-file.ts'
import type { OutgoingMessage } from './outgoing.ts'

/** The file of a message that was written before the page was loaded, as an attachment again; lost where it had not been uploaded. */
export function attachmentOf(message: OutgoingMessage, given: { key: string; at: number }): Attachment | null {
  const { file, conversationId, body, text } = message
  if (file === undefined) return null
  const { kind, filename, size, mime_type: mimeType } = file
  const upload = body.attachment?.upload ?? null
  return {
    ...given,
    conversationId,
    filename,
    size,
    mimeType,
    // It carries as long a caption as it did.
    rule: { kind, types: [mimeType], max_bytes: size, max_caption: text.length },
    state: upload === null ? 'lost' : 'uploaded',
    refusal: null,
    progress: upload === null ? 0 : 1,
    preview: upload !== null && kind === 'image' ? uploadHref(upload) : null,
    upload,
  }
}
