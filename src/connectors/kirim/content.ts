import { readCard } from './parts.ts'
import { first } from '../kit/text.ts'
import type { ContentWire } from './wire.ts'

/** What a line can show of a message: `text` as the customer typed it, `label` for a thing that is not text. */
export function describeContent(type: string, wire: ContentWire): { text: string | null; label: string | null } {
  switch (type) {
    case 'text':
      return { text: first(wire.content, wire.text?.body), label: null }
    case 'image':
    case 'video':
    case 'audio':
    case 'sticker':
    case 'document': {
      const { caption, filename } = wire[type] ?? {}
      return { text: first(wire.caption, caption, wire.content), label: first(wire.filename, filename) }
    }
    case 'location':
      return { text: null, label: first(wire.location?.name, wire.location?.address, coordinates(wire.location)) }
    case 'contacts':
      return { text: null, label: first((wire.contacts ?? []).flatMap(cardName).join(', ')) }
    case 'reaction':
      // An empty emoji takes the reaction back.
      return { text: null, label: first(wire.reaction?.emoji) }
    case 'button':
      return { text: first(wire.button?.text, wire.content), label: null }
    case 'interactive': {
      const { title, description, button_reply: button, list_reply: list } = wire.interactive ?? {}
      return {
        text: first(title, button?.title, list?.title, wire.content),
        label: first(description, button?.description, list?.description),
      }
    }
    case 'template':
      return { text: first(wire.content), label: first(wire.template?.name) }
    default:
      return { text: first(wire.content, wire.caption), label: null }
  }
}

function coordinates(location: ContentWire['location']): string | null {
  const { latitude, longitude } = location ?? {}
  return latitude === undefined || longitude === undefined ? null : `${latitude}, ${longitude}`
}

function cardName(raw: unknown): string[] {
  const card = readCard(raw)
  const shown = first(card?.name, card?.phones[0])
  return shown === null ? [] : [shown]
}
