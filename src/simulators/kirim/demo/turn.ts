import type { JsonObject } from '../input.ts'
import { mediaUrl } from '../media.ts'
import type { Direction } from '../messages.ts'
import { fill, type Slots } from './goods.ts'

/** One message of a dialogue. */
export type Turn = { direction: Direction; type: string; content: JsonObject }

const mimeTypes: Record<string, string> = {
  image: 'image/png',
  sticker: 'image/png',
  audio: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  document: 'application/pdf',
}

/** Reads a line such as `< Halo` or `> [document:invoice.pdf] Invoice`, with its words filled in. */
export function readTurn(line: string, slots: Slots, mediaId: () => string): Turn {
  const direction = line.startsWith('<') ? 'inbound' : 'outbound'
  const [, type, filename, rest = ''] = /^. (?:\[(\w+)(?::([^\]]+))?\])? ?(.*)$/su.exec(fill(line, slots)) ?? []
  if (type === undefined) return { direction, type: 'text', content: { content: rest } }
  if (type === 'location') return { direction, type, content: { location: place(slots) } }
  const mimeType = mimeTypes[type]
  // A type without media, such as an order from the catalogue: the resource has no field for it.
  if (mimeType === undefined) return { direction, type, content: {} }
  const content = {
    media_url: mediaUrl(`${mediaId()}${mimeType === 'image/png' ? '.png' : ''}`),
    mime_type: mimeType,
    ...(filename === undefined ? {} : { filename }),
    ...(rest === '' ? {} : { caption: rest }),
  }
  return { direction, type, content }
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
