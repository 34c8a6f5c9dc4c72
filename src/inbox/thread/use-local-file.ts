import type { Message } from '#contract/message.ts'
import { useUploads } from '#inbox/data/use-attachments.ts'

/** A message with the picture that lies on this device, which spares fetching what was just sent from here. */
export function useLocalFile(message: Message): Message {
  const uploads = useUploads()
  const { key, media } = message
  const preview = key === null ? null : (uploads.claimed(key)?.preview ?? null)
  return preview === null || media === undefined ? message : { ...message, media: { ...media, href: preview } }
}
