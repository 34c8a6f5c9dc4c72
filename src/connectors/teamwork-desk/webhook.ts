import { createHash } from 'node:crypto'
import type { VendorEvent, WebhookDelivery, WebhookRequest } from '../webhooks.ts'
import { parseJson } from '../kit/json.ts'
import { first } from '../kit/text.ts'
import { ticketId } from './ids.ts'
import { isSigned } from './signature.ts'
import { webhookBody } from './webhook-wire.ts'

/**
 * A verified delivery, or null when the signature is wrong. Whatever it tells is a hint to read the ticket again: deliveries come in any
 * order, an old one can be presented at any time, and the body is another shape than the API's.
 */
export function readDelivery({ headers, body }: WebhookRequest, secrets: readonly string[]): WebhookDelivery | null {
  if (!isSigned(headers.get('x-desk-signature'), body, secrets)) return null
  const event = label(headers.get('x-desk-event')) ?? 'unknown'
  // The delivery's id is not signed; with the body's hash it can at least hide no other event.
  const hash = createHash('sha256').update(body).digest('hex')
  const dedupeKey = `${label(headers.get('x-desk-delivery')) ?? ''}:${hash}`
  const number = ticketIn(event, parseJson(new TextDecoder().decode(body)))
  const events: VendorEvent[] =
    number === null ? [{ type: 'ignored', event }] : [{ type: 'changed', conversationId: ticketId(number) }]
  return { dedupeKey, event, events }
}

function ticketIn(event: string, body: unknown): number | null {
  const told = webhookBody.safeParse(body).data
  // A bare id is that of whatever the event is about, and only a ticket's deletion is about a ticket.
  const own = event.startsWith('ticket.') ? told?.id : undefined
  return told?.ticket?.id ?? told?.ticketId ?? told?.thread?.ticketId ?? own ?? null
}

/** An event's name or id, short enough to be part of a key. */
function label(value: string | null): string | null {
  return first(value)?.slice(0, 200).toWellFormed() ?? null
}
