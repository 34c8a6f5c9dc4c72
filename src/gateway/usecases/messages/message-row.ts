import type { VendorMessage } from '#connectors/reading.ts'
import type { ReadMessageRow } from '#gateway/storage/messages.ts'
import { storeParts } from './message-parts.ts'

/** What a row of the list shows of a message is one line; the rest is in the thread. */
const PREVIEW_LENGTH = 160

/** A vendor's message as it is stored. */
export function messageRow(message: VendorMessage): ReadMessageRow {
  return {
    id: message.id,
    direction: message.direction,
    type: message.type,
    text: message.text,
    label: message.label,
    delivery: message.delivery === null ? null : JSON.stringify(message.delivery),
    parts: storeParts(message),
    created_ms: message.createdAt,
  }
}

/** By what a reader takes for a character: half an emoji is no text. */
function firstCharacters(line: string, count: number): string {
  // A character may be long; ten code units each is plenty and keeps a message of 100 kB from being segmented.
  const segments = new Intl.Segmenter().segment(line.slice(0, count * 10))
  return Array.from(segments, ({ segment }) => segment)
    .slice(0, count)
    .join('')
}

/** The columns that show a message as its conversation's preview. A message without words is shown by its label or its type. */
export function previewOf(message: Pick<VendorMessage, 'text' | 'label' | 'type' | 'direction' | 'createdAt'>) {
  const line = (message.text ?? message.label ?? `[${message.type}]`).replaceAll(/\s+/g, ' ').trim()
  return {
    preview_text: firstCharacters(line, PREVIEW_LENGTH),
    preview_type: message.text === null && message.label === null ? message.type : null,
    preview_inbound: message.direction === 'inbound' ? 1 : 0,
    preview_ms: message.createdAt,
  }
}
