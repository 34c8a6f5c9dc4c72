import type { Media } from '#contract/message-parts.ts'

/** What browsers show; the gateway serves everything else to be saved only. */
const SHOWN: Readonly<Record<string, RegExp>> = {
  image: /^image\/(jpeg|jpg|png|gif|webp)$/,
  sticker: /^image\/(jpeg|jpg|png|gif|webp)$/,
  video: /^video\/(mp4|webm|3gpp)$/,
  audio: /^audio\//,
}

/** How a file is shown: as what it is, or as a file to save when it is none that can be shown. Nobody's word is taken for what it is. */
export function shownAs({ kind, mime_type: type }: Pick<Media, 'kind' | 'mime_type'>): Media['kind'] {
  const isShown = kind !== 'document' && (type === null || SHOWN[kind]?.test(type) === true)
  return isShown ? kind : 'document'
}
