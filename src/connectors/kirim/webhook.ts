import { createHash } from 'node:crypto'
import type { VendorEvent, WebhookDelivery, WebhookRequest } from '../webhooks.ts'
import { first } from '../kit/text.ts'
import { parseJson } from '../kit/json.ts'
import { readContact } from './map.ts'
import { readMeta } from './webhook-meta.ts'
import { isSigned } from './signature.ts'
import { assignedData, closedData, contactData, metaBody, nativeBody } from './webhook-wire.ts'

/**
 * A verified delivery, or null when the signature is wrong or too far from `now` (epoch ms). Only the body is signed, so headers
 * decide nothing that the body can tell. Events come unordered and more than once.
 */
export function readDelivery(
  { headers, body }: WebhookRequest,
  secrets: readonly string[],
  now: number,
): WebhookDelivery | null {
  if (!isSigned(headers.get('x-kirim-signature'), body, secrets, now)) return null
  const { event, eventId, events } = readBody(body, headers)
  // Meta gives sent, delivered and read of one message the same id: without the body's hash two of them would be dropped.
  const hash = createHash('sha256').update(body).digest('hex')
  return { dedupeKey: `${event}:${eventId}:${hash}`, event, events }
}

type Reading = { event: string; eventId: string; events: VendorEvent[] }

function readBody(bytes: Uint8Array, headers: Headers): Reading {
  const headerEvent = label(headers.get('x-kirim-event')) ?? 'unknown'
  const headerId = label(headers.get('x-kirim-event-id')) ?? ''
  const body = parseJson(new TextDecoder().decode(bytes))

  const meta = metaBody.safeParse(body)
  if (meta.success) {
    const { events, firstId } = readMeta(meta.data)
    const told = events.find(({ type }) => type !== 'ignored')?.type
    const event = told === undefined ? headerEvent : told === 'message_status' ? 'message.status' : 'message.received'
    return { event, eventId: label(firstId) ?? headerId, events: orIgnored(events, event) }
  }

  const native = nativeBody.safeParse(body).data
  const event = label(native?.type) ?? label(native?.event) ?? headerEvent
  return { event, eventId: label(native?.id) ?? headerId, events: orIgnored(readNative(event, native?.data), event) }
}

function readNative(event: string, data: unknown): VendorEvent[] {
  switch (event) {
    case 'conversation.assigned': {
      const assigned = assignedData.safeParse(data).data
      if (!assigned) return []
      const assigneeId = first(assigned.assignee?.user_id)
      return [{ type: 'assigned', conversationId: assigned.conversation.id, assigneeId }]
    }
    case 'conversation.closed': {
      const closed = closedData.safeParse(data).data
      return closed ? [{ type: 'status', conversationId: closed.conversation.id, status: 'resolved' }] : []
    }
    case 'contact.created':
    case 'contact.updated': {
      const contact = readContact(contactData.safeParse(data).data?.contact)
      if (!contact.ok) return []
      const { id: contactId, name, email, phoneNumber } = contact.row
      return [{ type: 'contact', contactId, name, email, phoneNumber }]
    }
    default:
      return []
  }
}

function orIgnored(events: VendorEvent[], event: string): VendorEvent[] {
  return events.length > 0 ? events : [{ type: 'ignored', event }]
}

/** An event's name or id, short enough to be part of a key. */
function label(value: string | null | undefined): string | null {
  return first(value)?.slice(0, 200).toWellFormed() ?? null
}
