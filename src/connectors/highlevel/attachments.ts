import { cut, first } from '../kit/text.ts'

const MAX_NAME = 255
const endings: Readonly<Record<string, string>> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  gif: 'image',
  webp: 'image',
  mp4: 'video',
  mov: 'video',
  '3gp': 'video',
  mp3: 'audio',
  m4a: 'audio',
  ogg: 'audio',
  wav: 'audio',
  amr: 'audio',
}

/** The name of a file, from the last part of its address: nothing else is told of it. */
export function attachmentName(address: string): string {
  const path = URL.parse(address)?.pathname ?? ''
  return cut(first(decoded(path.split('/').at(-1) ?? '')) ?? 'attachment', MAX_NAME)
}

/** What a file is by its ending; a document when that says nothing. */
export function kindOfAttachment(address: string): string {
  const ending = attachmentName(address).split('.').at(-1)?.toLowerCase() ?? ''
  return Object.hasOwn(endings, ending) ? (endings[ending] ?? 'document') : 'document'
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
