import { mediaKinds, placeSchema } from '#contract/message-parts.ts'
import type { VendorMessage } from '../reading.ts'
import { cut, first } from '../kit/text.ts'
import type { MessageData, MessageWire } from './wire.ts'

type Content = Pick<
  VendorMessage,
  'type' | 'text' | 'label' | 'media' | 'fileRef' | 'location' | 'reaction' | 'reply_to'
>

const MAX_NAME = 255
const MAX_ADDRESS = 512
/** The longest emoji in use have a dozen code points. */
const MAX_EMOJI = 64

/** What a message says: `text` as it was typed, `label` for a thing that is not text. Their words for types are ours, capitalised. */
export function readContent(wire: MessageWire): Content {
  const type = first(wire.messageType)?.toLowerCase() ?? 'unknown'
  const data = wire.messageData ?? {}
  const reply_to = first(wire.replyToMessageId)
  return { type, ...readData(type, data), ...(reply_to === null ? {} : { reply_to }) }
}

function readData(type: string, data: MessageData): Omit<Content, 'type'> {
  if (type === 'location') return readPlace(data)
  if (type === 'reaction') {
    // An empty emoji takes the reaction back.
    const emoji = short(MAX_EMOJI, data.reaction)
    return { text: null, label: emoji, reaction: { message_id: first(data.messageId), emoji } }
  }
  const filename = short(MAX_NAME, data.fileName)
  const kind = mediaKinds.find((known) => known === type)
  return {
    text: first(data.text, data.caption),
    label: filename,
    ...(kind === undefined || data.id === undefined
      ? {}
      : { media: { kind, mime_type: null, filename, size: null }, fileRef: data.id }),
  }
}

function readPlace(data: MessageData): Omit<Content, 'type'> {
  const [name, address] = [short(MAX_NAME, data.name), short(MAX_ADDRESS, data.address)]
  const location = placeSchema.safeParse({ ...data, name, address }).data
  const coordinates = location === undefined ? null : `${location.latitude}, ${location.longitude}`
  return { text: null, label: first(name, address, coordinates), ...(location === undefined ? {} : { location }) }
}

function short(length: number, given: string | undefined): string | null {
  const found = first(given)
  return found === null ? null : cut(found.trim(), length)
}
