import type { VendorMessage } from '../reading.ts'
import { first } from '../kit/text.ts'
import { readFile } from './attachments.ts'
import { channelOf } from './channels.ts'
import { htmlToText } from '../kit/html-to-text.ts'
import { writeMessageId, type MessageName } from './message-ids.ts'
import { readProgress } from './progress.ts'
import type { EmailWire, MessageWire } from './wire.ts'

type Said = Omit<VendorMessage, 'id'>

/** A row that is no e-mail. Activities and comments are written to nobody, whatever direction they have. */
export function toMessages(wire: MessageWire): VendorMessage[] {
  const type = typeOf(wire)
  const text = first(wire.body)
  const base = { type, text, label: null, createdAt: wire.dateAdded }
  if (type === 'note' || type === 'event') {
    return [{ ...base, id: wire.id, direction: 'outbound', delivery: null }]
  }
  const direction = wire.direction ?? 'inbound'
  const said: Said = { ...base, direction, delivery: direction === 'inbound' ? null : readProgress(wire.status) }
  const files = withFiles(said, wire.attachments ?? [])
  const all = files.length === 0 ? [said] : files
  return all.map((one, file) => named(one, { id: wire.id, isEmail: false, file }))
}

/** Of a mail program's HTML only the words are kept; a customer's files stand behind them, one of ours beside them, as it was sent. */
export function toEmails(wire: EmailWire, rowStatus?: string | null): VendorMessage[] {
  const direction = wire.direction ?? 'inbound'
  const said: Said = {
    direction,
    type: 'text',
    text: first(htmlToText(wire.body ?? '')),
    label: first(wire.subject),
    delivery: direction === 'inbound' ? null : readProgress(first(rowStatus, wire.status)),
    createdAt: wire.dateAdded,
  }
  const isOurs = direction === 'outbound'
  const files = withFiles(isOurs ? said : { ...said, text: null }, wire.attachments ?? [])
  const all = [said, ...files].map((one, file) => named(one, { id: wire.id, isEmail: true, file }))
  return files.length > 0 && (isOurs || said.text === null) ? all.slice(1) : all
}

/** A message for each file, the words beside the first. */
function withFiles(said: Said, addresses: readonly string[]): Said[] {
  return addresses.map((address, index) => withFile(index === 0 ? said : { ...said, text: null }, address))
}

function withFile(said: Said, address: string): Said {
  return { ...said, ...readFile(address) }
}

function named(said: Said, name: MessageName): VendorMessage {
  return { ...said, id: writeMessageId(name) }
}

function typeOf({ messageType }: MessageWire): string {
  const type = messageType ?? 'TYPE_UNKNOWN'
  if (type === 'TYPE_INTERNAL_COMMENT' || type === 'TYPE_INTERNAL_COMMENTS') return 'note'
  if (type.startsWith('TYPE_ACTIVITY_') || type === 'TYPE_LIVE_CHAT_INFO_MESSAGE') return 'event'
  return channelOf(type) === null ? type.replace(/^TYPE_/, '').toLowerCase() : 'text'
}
