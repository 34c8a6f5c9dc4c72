import type { OutgoingContent, SentMessage } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { textToHtml } from '../kit/text-to-html.ts'
import { messageId } from './ids.ts'
import { receiptWire } from './wire.ts'

/** What a reply can hold. */
export type Sendable = Exclude<OutgoingContent, { type: 'template' }>

/** A reply, by its name: without one the vendor would take it for a reply too, and a slip would e-mail a note to the customer. */
export function toSendBody(content: Sendable): object {
  const text = content.type === 'text' ? content.text : (content.caption ?? '')
  const files = content.type === 'text' ? {} : { files: [{ id: Number(content.source) }] }
  return { message: textToHtml(text), threadType: 'message', editMethod: 'html', ...files }
}

/** The answer to a send. One without an id is `malformed`: the vendor has a message that cannot be named. */
export function readReceipt(body: unknown, content: Sendable): SentMessage {
  const receipt = receiptWire.safeParse(body).data?.message
  if (receipt === undefined) {
    throw new ConnectorError('malformed', 'bad_receipt', 'Teamwork Desk took a message and its answer names none.')
  }
  return {
    id: messageId({ message: receipt.id, file: content.type === 'text' ? null : Number(content.source) }),
    delivery: { state: 'accepted', code: null },
    createdAt: receipt.createdAt ?? null,
  }
}
