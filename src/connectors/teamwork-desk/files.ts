import type { ChannelFiles } from '../sending.ts'
import { audioTypes, documentTypes } from '../kit/file-types.ts'

/** A reply takes 20 MB of files of most types, says the vendor's page on limits. */
const MOST_BYTES = 20 * 1024 * 1024

/** What a reply takes, with as long a text as without. */
export function filesOf(max_caption: number): ChannelFiles {
  const rule = { max_bytes: MOST_BYTES, max_caption }
  return {
    by: 'uploaded',
    takes: [
      { kind: 'image', types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic'], ...rule },
      { kind: 'video', types: ['video/mp4', 'video/3gpp', 'video/quicktime'], ...rule },
      { kind: 'audio', types: audioTypes, ...rule },
      { kind: 'document', types: documentTypes, ...rule },
    ],
  }
}
