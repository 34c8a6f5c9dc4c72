import { randomUUID } from 'node:crypto'
import type { VendorEvent, WebhookDelivery } from '../webhooks.ts'
import { parseJson } from '../kit/json.ts'
import type { Frame } from './event-stream.ts'
import { readMessage } from './map.ts'
import { decodeMessagePack } from './message-pack.ts'
import { eventWire } from './wire.ts'

/**
 * What a frame of the stream says. Payloads are base64 of MessagePack, and were JSON for a while. They carry secrets of the vendor's own
 * account, so nothing of them is kept but what is named here. One that cannot be read is an `ignored` event.
 */
export function readEvent({ event, data }: Frame): WebhookDelivery {
  const payload = eventWire.safeParse(decode(data)).data
  const conversationId = payload?.conversationId ?? payload?.conversation?.uniqueId
  if (payload === undefined || conversationId === undefined) return once(event, { type: 'ignored', event })
  if (event !== 'NewMessage') {
    return once(event, conversationEvents.has(event) ? { type: 'changed', conversationId } : { type: 'ignored', event })
  }
  const message = readMessage(payload.message)
  // A message that the vendor could not decode is news all the same.
  if (!message.ok) return once(event, { type: 'changed', conversationId })
  const told = { type: 'message', conversationId, message: message.row } as const
  return { dedupeKey: `${event}:${message.row.id}`, event, events: [told] }
}

/** Each leads to a read of its conversation. The first two of assignments are told only to whom they concern. */
const conversationEvents = new Set(['ChatAssignment', 'ChatUnAssignment', 'NewConversation', 'ConversationClosed'])

/** An event without a name of its own: the stream repeats nothing, so each is another. */
function once(event: string, told: VendorEvent): WebhookDelivery {
  return { dedupeKey: `${event}:${randomUUID()}`, event, events: [told] }
}

function decode(data: string): unknown {
  return data.startsWith('{') ? parseJson(data) : decodeMessagePack(Buffer.from(data, 'base64'))
}
