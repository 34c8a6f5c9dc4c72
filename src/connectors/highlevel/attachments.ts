import type { MediaKind } from '#contract/message-parts.ts'
import type { VendorMessage } from '../reading.ts'
import { cut, first } from '../kit/text.ts'

const MAX_NAME = 255
/** Nothing but its address is told of a file, so its name's ending says what it is. */
const endings: Readonly<Record<string, readonly [MediaKind, string]>> = {
  jpg: ['image', 'image/jpeg'],
  jpeg: ['image', 'image/jpeg'],
  png: ['image', 'image/png'],
  gif: ['image', 'image/gif'],
  webp: ['image', 'image/webp'],
  mp4: ['video', 'video/mp4'],
  mov: ['video', 'video/quicktime'],
  '3gp': ['video', 'video/3gpp'],
  mp3: ['audio', 'audio/mpeg'],
  m4a: ['audio', 'audio/mp4'],
  ogg: ['audio', 'audio/ogg'],
  wav: ['audio', 'audio/wav'],
  amr: ['audio', 'audio/amr'],
  pdf: ['document', 'application/pdf'],
}

type File = Pick<VendorMessage, 'type' | 'label' | 'fileRef'> & { media: NonNullable<VendorMessage['media']> }

/** A file as a message shows it, from its address. */
export function readFile(address: string): File {
  const filename = nameIn(address)
  const ending = filename?.split('.').at(-1)?.toLowerCase() ?? ''
  const [kind, mime_type] = (Object.hasOwn(endings, ending) ? endings[ending] : undefined) ?? ['document', null]
  return { type: kind, label: filename, media: { kind, mime_type, filename, size: null }, fileRef: address }
}

function nameIn(address: string): string | null {
  const last = URL.parse(address)?.pathname.split('/').at(-1) ?? ''
  const name = first(decoded(last))
  return name === null ? null : cut(name, MAX_NAME)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
