import type { JsonObject } from '../../kit/json.ts'
import { fill, type Slots } from '../../people/goods.ts'
import type { Direction } from '../message-row.ts'

/** One message of a dialogue, as the vendor holds it. */
export type Turn = { direction: Direction; type: string; data: JsonObject }

const types: Record<string, string> = {
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  sticker: 'Sticker',
  document: 'Document',
  location: 'Location',
  contacts: 'Contacts',
  reaction: 'Reaction',
}

/** Reads a line such as `< Halo` or `> [document:invoice.pdf] Invoice`, with its words filled in. */
export function readTurn(line: string, slots: Slots, mediaId: () => string): Turn {
  const direction = line.startsWith('<') ? 'InBound' : 'OutBound'
  const [, mark, fileName, rest = ''] = /^. (?:\[(\w+)(?::([^\]]+))?\])? ?(.*)$/su.exec(fill(line, slots)) ?? []
  const type = mark === undefined ? undefined : types[mark]
  // An answer that quotes, or a thing that this vendor has no type for, is what it says.
  if (type === undefined) return { direction, type: 'Text', data: { text: rest === '' ? '🙏' : rest } }
  return { direction, type, data: dataOf(type, { rest, fileName, slots, mediaId }) }
}

type Said = { rest: string; fileName: string | undefined; slots: Slots; mediaId: () => string }

function dataOf(type: string, { rest, fileName, slots, mediaId }: Said): JsonObject {
  if (type === 'Reaction') return { reaction: rest }
  if (type === 'Contacts') return { contacts: [{ name: rest.split(', ')[0], phone: rest.split(', ')[1] }] }
  if (type === 'Location') {
    return { latitude: -6.2, longitude: 106.8, name: `Rumah, ${slots['kota'] ?? 'Jakarta'}` }
  }
  return {
    id: mediaId(),
    ...(type === 'Document' ? { fileName: fileName ?? 'dokumen.pdf' } : {}),
    ...(rest === '' ? {} : { caption: rest }),
  }
}
