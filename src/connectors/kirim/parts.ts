import {
  mediaKinds,
  placeSchema,
  type Card,
  type MediaKind,
  type Place,
  type Reaction,
} from '#contract/message-parts.ts'
import type { VendorMessage } from '../reading.ts'
import { cut, first } from '../kit/text.ts'
import { cardWire, type ContentWire } from './wire.ts'

type Parts = Pick<VendorMessage, 'media' | 'location' | 'contacts' | 'reaction' | 'reply_to'>

const MAX_NAME = 255
const MAX_ADDRESS = 512
const MAX_PHONE = 64
/** The longest emoji in use have a dozen code points. */
const MAX_EMOJI = 64
const MAX_CARDS = 50
const MAX_PHONES = 10

/** What a message holds beside its words, as far as it can be read; a part that cannot is left out. */
export function readParts(type: string, wire: ContentWire): Parts {
  const reply_to = first(wire.context?.message_id, wire.context?.id)
  return { ...readOwnPart(type, wire), ...(reply_to === null ? {} : { reply_to }) }
}

function readOwnPart(type: string, wire: ContentWire): Parts {
  const kind = mediaKinds.find((known) => known === type)
  if (kind !== undefined) return { media: readMedia(kind, wire) }
  if (type === 'location') {
    const location = readPlace(wire.location)
    return location === null ? {} : { location }
  }
  if (type === 'contacts')
    return { contacts: (wire.contacts ?? []).slice(0, MAX_CARDS).flatMap((raw) => readCard(raw) ?? []) }
  return type === 'reaction' ? { reaction: readReaction(wire.reaction) } : {}
}

function readMedia(kind: MediaKind, wire: ContentWire): NonNullable<Parts['media']> {
  const { filename, mime_type: mimeType } = wire[kind] ?? {}
  return {
    kind,
    mime_type: essence(wire.mime_type) ?? essence(mimeType),
    filename: short(MAX_NAME, wire.filename, filename),
    size: null,
  }
}

/** `type/subtype` of a MIME type, without parameters; null when it is none. */
function essence(mimeType: string | undefined): string | null {
  return /^[a-z]+\/[\w.+-]{1,100}(?=\s*(;|$))/i.exec(mimeType?.trim() ?? '')?.[0].toLowerCase() ?? null
}

function readPlace(wire: ContentWire['location']): Place | null {
  const place = { ...wire, name: short(MAX_NAME, wire?.name), address: short(MAX_ADDRESS, wire?.address) }
  return placeSchema.safeParse(place).data ?? null
}

/** A contact card; null when it names nobody and no number. */
export function readCard(raw: unknown): Card | null {
  const card = cardWire.safeParse(raw).data
  const name = short(MAX_NAME, typeof card?.name === 'string' ? card.name : card?.name?.formatted_name)
  const given = [card?.phone, ...(card?.phones ?? []).map((entry) => entry?.phone)]
  const phones = [...new Set(given.flatMap((phone) => short(MAX_PHONE, phone) ?? []))].slice(0, MAX_PHONES)
  return name === null && phones.length === 0 ? null : { name, phones }
}

/** An empty emoji takes the reaction back. */
function readReaction(wire: ContentWire['reaction']): Reaction {
  return {
    message_id: first(wire?.target_message_id, wire?.message_id),
    emoji: short(MAX_EMOJI, wire?.emoji),
  }
}

function short(length: number, ...candidates: (string | null | undefined)[]): string | null {
  const found = first(...candidates)
  return found === null ? null : cut(found.trim(), length)
}
