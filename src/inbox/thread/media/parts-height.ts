import type { Message } from '#contract/message.ts'
import { shownAs } from './shown-as.ts'

const heights = { image: 208, video: 208, sticker: 136, audio: 62, document: 62 } as const
const KIND_LINE = 26
const QUOTE = 48
const PLACE = 82
const CARD = 58

/** About how high what a message holds besides its text is drawn, in pixels; of files it is known. */
export function partsHeight({ type, media, location, contacts, reply_to }: Message): number {
  const quote = reply_to === undefined ? 0 : QUOTE
  if (media !== undefined) return quote + heights[shownAs(media)]
  if (location !== undefined) return quote + PLACE + (location.address === null ? 0 : 18)
  if (contacts !== undefined && contacts.length > 0) return quote + contacts.length * CARD
  return quote + (type === 'text' ? 0 : KIND_LINE)
}
