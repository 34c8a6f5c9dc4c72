import { cardWire, type ContentWire } from './wire.ts'

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
      const { title, button_reply: button, list_reply: list } = wire.interactive ?? {}
      return { text: first(title, button?.title, list?.title, wire.content), label: null }
    }
    case 'template':
      return { text: first(wire.content), label: first(wire.template?.name) }
    default:
      return { text: first(wire.content, wire.caption), label: null }
  }
}

/** The first that is more than white space. */
export function first(...candidates: (string | null | undefined)[]): string | null {
  return candidates.find((candidate) => typeof candidate === 'string' && candidate.trim() !== '') ?? null
}

function coordinates(location: ContentWire['location']): string | null {
  const { latitude, longitude } = location ?? {}
  return latitude === undefined || longitude === undefined ? null : `${latitude}, ${longitude}`
}

function cardName(raw: unknown): string[] {
  const card = cardWire.safeParse(raw).data
  const name = typeof card?.name === 'string' ? card.name : card?.name?.formatted_name
  const shown = first(name, card?.phone)
  return shown === null ? [] : [shown]
}
