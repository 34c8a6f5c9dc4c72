import type { Message } from '#contract/message.ts'
import { useUploads } from '#inbox/data/writing/use-attachments.ts'

/**
 * A message with the picture that lies on this device: there is no other while it is uploaded, and afterwards it spares fetching what was
 * just sent from here.
 */
export function useLocalFile(message: Message): Message {
  const uploads = useUploads()
  const claimed = message.key === null ? undefined : uploads.claimed(message.key)
  if (claimed === undefined || claimed.preview === null || claimed.rule === null) return message
  const { preview, rule, mimeType, filename, size } = claimed
  const media = message.media ?? { kind: rule.kind, mime_type: mimeType, filename, size }
  return { ...message, media: { ...media, href: preview } }
}
