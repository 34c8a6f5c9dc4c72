import type { JsonObject } from '../../kit/json.ts'
import { mediaUrl } from '../media.ts'
import type { Direction } from '../message-row.ts'
import { fill, type Slots } from '../../people/goods.ts'

/** One message of a dialogue. */
export type Turn = {
  direction: Direction
  type: string
  content: JsonObject
  /** It answers or reacts to the last message of the other side. */
  pointsBack?: 'context' | 'reaction'
  emoji?: string
}

const mimeTypes: Record<string, string> = {
  image: 'image/png',
  sticker: 'image/png',
  audio: 'audio/wav',
  video: 'video/mp4',
  document: 'application/pdf',
}
const endings: Record<string, string> = {
  'image/png': '.png',
  'image/svg+xml': '.svg',
  'audio/wav': '.wav',
  'video/mp4': '.mp4',
  'application/pdf': '.pdf',
}

/** Reads a line such as `< Halo` or `> [document:invoice.pdf] Invoice`, with its words filled in. */
export function readTurn(line: string, slots: Slots, mediaId: () => string): Turn {
  const direction = line.startsWith('<') ? 'inbound' : 'outbound'
  const [, type, filename, rest = ''] = /^. (?:\[(\w+)(?::([^\]]+))?\])? ?(.*)$/su.exec(fill(line, slots)) ?? []
  if (type === undefined) return { direction, type: 'text', content: { content: rest } }
  if (type === 'reply') return { direction, type: 'text', content: { content: rest }, pointsBack: 'context' }
  if (type === 'reaction') return { direction, type, content: {}, pointsBack: 'reaction', emoji: rest }
  if (type === 'contacts') return { direction, type, content: { contacts: [card(rest)] } }
  if (type === 'button') return { direction, type, content: { button: { payload: 'PAYLOAD', text: rest } } }
  if (type === 'location') return { direction, type, content: { location: place(slots) } }
  const mimeType = filename?.endsWith('.svg') === true ? 'image/svg+xml' : mimeTypes[type]
  // A type without media, such as an order from the catalogue: the resource has no field for it.
  if (mimeType === undefined) return { direction, type, content: {} }
  const content = {
    media_url: mediaUrl(`${mediaId()}${endings[mimeType] ?? ''}`),
    mime_type: mimeType,
    ...(filename === undefined ? {} : { filename }),
    ...(rest === '' ? {} : { caption: rest }),
  }
  return { direction, type, content }
}

/** What a turn says, once it is known which message it points back to; null when there is none to point to. */
export function contentOf({ content, pointsBack, emoji }: Turn, targetId: string | undefined): JsonObject | null {
  if (pointsBack === undefined) return content
  if (targetId === undefined) return pointsBack === 'context' ? content : null
  if (pointsBack === 'context') return { ...content, context: { message_id: targetId } }
  return { reaction: { target_message_id: targetId, emoji } }
}

/** `Name, number`. */
function card(words: string): JsonObject {
  const [name = '', phone = ''] = words.split(', ')
  return { name, phone, wa_id: phone.replaceAll(/\D/g, '') }
}

function place({ kota = 'Jakarta', pesanan = '' }: Slots): JsonObject {
  const spread = Number(pesanan.slice(-4)) / 10_000
  return {
    latitude: -6.2 - spread,
    longitude: 106.8 + 2 * spread,
    name: `Rumah, ${kota}`,
    address: `Jl. Melati No. 7, ${kota}`,
  }
}
