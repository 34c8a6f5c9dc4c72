import * as z from 'zod/mini'
import type { OutgoingContent, OutgoingMessage, SentMessage } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { deliveryOf, toE164 } from './map.ts'
import { ifReadable, itemEnvelope } from './wire.ts'

/** Generation A names the sender and knows no `messaging_product`; later generations have the sender in the path. */
export function toSendBody({ to, from, content }: OutgoingMessage, style: 'root' | 'phone'): object {
  const sender = toE164(from)
  return {
    ...(style === 'phone' ? { messaging_product: 'whatsapp' } : sender === null ? {} : { from: sender }),
    to: toE164(to) ?? to,
    ...contentBody(content),
  }
}

function contentBody(content: OutgoingContent): object {
  if (content.type === 'text') return { type: 'text', text: { body: content.text } }
  const { name, language, variables } = content
  const parameters = variables.map((text) => ({ type: 'text', text }))
  const components = parameters.length === 0 ? {} : { components: [{ type: 'body', parameters }] }
  return { type: 'template', template: { name, language, ...components } }
}

/** The answer to a send. Its page was never seen: without an id the vendor has a message that cannot be named, which is `malformed`. */
const receiptWire = z.object({
  id: z.string().check(z.minLength(1)),
  status: ifReadable(z.string()),
  created_at: ifReadable(z.iso.datetime({ offset: true })),
})

/** Any 2xx means accepted: 202 in one generation, 200 in another. Throws `ConnectorError`. */
export function readReceipt(body: unknown): SentMessage {
  const receipt = receiptWire.safeParse(itemEnvelope.safeParse(body).data?.data)
  if (!receipt.success) {
    throw new ConnectorError('malformed', 'bad_receipt', 'Kirim.chat took a message and its answer names none.')
  }
  const { id, status, created_at: at } = receipt.data
  // What is accepted and not described any further is accepted.
  const told = status === undefined ? 'accepted' : deliveryOf(status)
  const createdAt = at === undefined ? null : Date.parse(at)
  return { id, delivery: { state: told === 'unknown' ? 'accepted' : told, code: null }, createdAt }
}

const templateWire = z.object({
  name: z.string().check(z.minLength(1)),
  language: z.union([z.string(), z.object({ code: z.string() })]),
  status: ifReadable(z.string()),
  body: ifReadable(z.string()),
  components: ifReadable(z.array(z.unknown())),
})
const bodyComponent = z.object({ type: z.string().check(z.regex(/^body$/i)), text: z.string() })

/** An approved template, or null: what cannot be read or is not approved cannot be sent. */
export function readTemplate(raw: unknown) {
  const wire = templateWire.safeParse(raw).data
  if (wire === undefined || !/^approved$/i.test(wire.status ?? 'approved')) return null
  const parts = (wire.components ?? []).flatMap((part) => bodyComponent.safeParse(part).data ?? [])
  const body = wire.body ?? parts[0]?.text ?? ''
  const numbers = Array.from(body.matchAll(/\{\{(\d{1,3})\}\}/g), ([, number]) => Number(number))
  const language = typeof wire.language === 'string' ? wire.language : wire.language.code
  return { name: wire.name, language, body, variables: Math.max(0, ...numbers) }
}
