import type { VendorMessage } from '../connector.ts'
import { first } from '../kit/text.ts'
import { attachmentName, kindOfAttachment } from './attachments.ts'
import { channelOf } from './channels.ts'
import { textOfHtml } from './html-text.ts'
import { readProgress } from './progress.ts'
import type { EmailWire, MessageWire } from './wire.ts'

const EMAIL = 'e-mail:'

/** An e-mail is known by its own id, as one row in a list may stand for several. */
export function emailMessageId(emailId: string): string {
  return `${EMAIL}${emailId}`
}

/** The id of the e-mail that a message of ours is; null when it is none. */
export function emailIdIn(messageId: string): string | null {
  return messageId.startsWith(EMAIL) ? messageId.slice(EMAIL.length) : null
}

/** A row that is no e-mail. Activities and comments are written to nobody, whatever direction they have. */
export function toMessage(wire: MessageWire): VendorMessage {
  const type = typeOf(wire)
  const body = first(wire.body)
  const base = { id: wire.id, createdAt: wire.dateAdded }
  if (type === 'note' || type === 'event') {
    return { ...base, direction: 'outbound', type, text: body, label: null, delivery: null }
  }
  const direction = wire.direction ?? 'inbound'
  const delivery = direction === 'inbound' ? null : readProgress(wire.status)
  const [file, ...more] = wire.attachments ?? []
  if (file === undefined) return { ...base, direction, type, text: body, label: null, delivery }
  const label = [file, ...more].map(attachmentName).join(', ')
  return { ...base, direction, type: kindOfAttachment(file), text: body, label, delivery }
}

/** Of a mail program's HTML only the words are kept. */
export function toEmail(wire: EmailWire, rowStatus?: string | null): VendorMessage {
  const direction = wire.direction ?? 'inbound'
  return {
    id: emailMessageId(wire.id),
    direction,
    type: 'text',
    text: first(textOfHtml(wire.body ?? '')),
    label: first(wire.subject),
    delivery: direction === 'inbound' ? null : readProgress(first(rowStatus, wire.status)),
    createdAt: wire.dateAdded,
  }
}

function typeOf({ messageType }: MessageWire): string {
  const type = messageType ?? 'TYPE_UNKNOWN'
  if (type === 'TYPE_INTERNAL_COMMENT' || type === 'TYPE_INTERNAL_COMMENTS') return 'note'
  if (type.startsWith('TYPE_ACTIVITY_') || type === 'TYPE_LIVE_CHAT_INFO_MESSAGE') return 'event'
  return channelOf(type) === null ? type.replace(/^TYPE_/, '').toLowerCase() : 'text'
}
