import type { OutgoingContent, OutgoingMessage, SentMessage } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { readItem } from './envelope.ts'
import { toE164 } from '../kit/phone-number.ts'
import { readProgress } from './progress.ts'
import { receiptWire } from './wire.ts'

type Media = Extract<OutgoingContent, { type: 'media' }>

/** Generation A names the sender and knows no `messaging_product`; later generations have the sender in the path. Throws `ConnectorError`. */
export function toSendBody({ to, from, content }: OutgoingMessage, style: 'root' | 'phone'): object {
  const sender = toE164(from)
  const recipient = toE164(to) ?? to
  if (recipient === null) throw new ConnectorError('rejected', 'invalid_recipient', 'This contact has no number.')
  return {
    ...(style === 'phone' ? { messaging_product: 'whatsapp' } : sender === null ? {} : { from: sender }),
    to: recipient,
    ...contentBody(content, style),
  }
}

function contentBody(content: OutgoingContent, style: 'root' | 'phone'): object {
  if (content.type === 'text') return { type: 'text', text: { body: content.text } }
  if (content.type === 'media') return mediaBody(content, style)
  const { name, language, variables } = content
  const parameters = variables.map((text) => ({ type: 'text', text }))
  const components = parameters.length === 0 ? {} : { components: [{ type: 'body', parameters }] }
  return { type: 'template', template: { name, language, ...components } }
}

/** Generation A calls the address `url`, later ones `link`, as Meta does. Only a document has a name. */
function mediaBody({ kind, source, caption, filename }: Media, style: 'root' | 'phone'): object {
  const part = {
    ...(style === 'phone' ? { link: source } : { url: source }),
    ...(caption === null ? {} : { caption }),
    ...(kind === 'document' ? { filename } : {}),
  }
  return { type: kind, [kind]: part }
}

/**
 * The answer to a send. Any 2xx means accepted: 202 in one generation, 200 in another. One without an id is `malformed`: the vendor has a
 * message that cannot be named.
 */
export function readReceipt(body: unknown): SentMessage {
  const receipt = receiptWire.safeParse(readItem(body)).data
  if (receipt === undefined) {
    throw new ConnectorError('malformed', 'bad_receipt', 'Kirim.chat took a message and its answer names none.')
  }
  const { state, code } = readProgress(receipt)
  // A word that we do not know says no less than that it was accepted.
  return {
    id: receipt.id,
    delivery: { state: state === 'unknown' ? 'accepted' : state, code },
    createdAt: receipt.created_at ?? null,
  }
}
