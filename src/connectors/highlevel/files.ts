import type { FileRule } from '#contract/upload.ts'
import type { ChannelFiles } from '../sending.ts'
import { whatsappFiles } from '../kit/whatsapp-files.ts'

/** The vendor's description of its upload: 100 MB for WhatsApp and 5 MB elsewhere, and these types of those that are known here. */
const MOST_BYTES = 5 * 1024 * 1024
const types = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4'],
  audio: ['audio/mpeg'],
  document: [
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'text/plain',
  ],
} as const
const kinds = ['image', 'video', 'audio', 'document'] as const

/** What a channel takes, and how long a text beside it. */
export function filesOf(max_caption: number, taken: readonly (typeof kinds)[number][] = kinds): ChannelFiles {
  const takes = taken.map((kind): FileRule => ({ kind, types: [...types[kind]], max_bytes: MOST_BYTES, max_caption }))
  return { by: 'uploaded', takes }
}

/** What both the vendor and Meta take. */
export const filesOnWhatsapp: ChannelFiles = {
  by: 'uploaded',
  takes: whatsappFiles.map(({ kind, max_bytes, max_caption, types: theirs }) => {
    const allowed: readonly string[] = types[kind]
    return { kind, types: theirs.filter((type) => allowed.includes(type)), max_bytes, max_caption }
  }),
}
