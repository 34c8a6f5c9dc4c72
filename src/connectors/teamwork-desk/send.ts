import type { SentMessage } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { textToHtml } from '../kit/text-to-html.ts'
import { receiptWire } from './wire.ts'

/** A reply, by its name: without one the vendor would take it for a reply too, and a slip would e-mail a note to the customer. */
export function toSendBody(text: string): object {
  return { message: textToHtml(text), threadType: 'message', editMethod: 'html' }
}

/** The answer to a send. One without an id is `malformed`: the vendor has a message that cannot be named. */
export function readReceipt(body: unknown): SentMessage {
  const receipt = receiptWire.safeParse(body).data?.message
  if (receipt === undefined) {
    throw new ConnectorError('malformed', 'bad_receipt', 'Teamwork Desk took a message and its answer names none.')
  }
  return {
    id: String(receipt.id),
    delivery: { state: 'accepted', code: null },
    createdAt: receipt.createdAt ?? null,
  }
}
