import type { Media } from '#contract/message-parts.ts'
import { bareType, isShownType } from '#contract/shown-type.ts'

const families: Readonly<Record<Exclude<Media['kind'], 'document'>, string>> = {
  image: 'image/',
  sticker: 'image/',
  video: 'video/',
  audio: 'audio/',
}

/** How a file is shown: as what it is, or as a file to save when it is none that can be shown. Nobody's word is taken for what it is. */
export function shownAs({ kind, mime_type: told }: Pick<Media, 'kind' | 'mime_type'>): Media['kind'] {
  if (kind === 'document' || told === null) return kind
  const type = bareType(told)
  return isShownType(type) && type.startsWith(families[kind]) ? kind : 'document'
}
