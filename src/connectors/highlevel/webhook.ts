import { createHash } from 'node:crypto'
import type { VendorEvent, WebhookDelivery, WebhookRequest } from '../webhooks.ts'
import type { VendorMessage } from '../reading.ts'
import { parseJson } from '../kit/json.ts'
import { toE164 } from '../kit/phone-number.ts'
import { first } from '../kit/text.ts'
import { toEmails, toMessages } from './messages.ts'
import { sendTypes } from './channels.ts'
import { isSigned } from './signature.ts'
import { contactHook, envelopeWire, messageHook, unreadHook, type MessageHook } from './webhook-wire.ts'

/** A delivery that got a 429 is repeated for about an hour with its first time in it, so the five minutes that are advised would refuse it. */
const OLDEST_MS = 2 * 60 * 60 * 1000

type Settings = {
  publicKeys: readonly string[]
  locationId: string
  now: number
  /** A contact has one conversation; null where it is not known yet. */
  conversationOf: (contactId: string) => string | null
}

/** A verified delivery, or null when its signature is wrong or its time is more than two hours away. Times are epoch milliseconds. */
export function readDelivery({ headers, body }: WebhookRequest, settings: Settings): WebhookDelivery | null {
  if (!isSigned(headers.get('x-ghl-signature'), body, settings.publicKeys)) return null
  const json = parseJson(new TextDecoder().decode(body))
  const hash = createHash('sha256').update(body).digest('hex')
  const envelope = envelopeWire.safeParse(json).data
  if (envelope === undefined)
    return { dedupeKey: hash, event: 'unknown', events: [{ type: 'ignored', event: 'unknown' }] }

  const { type: event, webhookId, data } = envelope
  const inner = data === undefined ? envelope : (envelopeWire.safeParse({ ...data, type: event }).data ?? envelope)
  const at = envelope.timestamp ?? inner.timestamp ?? envelope.dateAdded ?? inner.dateAdded
  if (at !== undefined && Math.abs(settings.now - at) > OLDEST_MS) return null
  const location = first(inner.locationId, envelope.locationId)
  // The app's address is the same for every location that uses it.
  const isOurs = location === null || location === settings.locationId
  const events = isOurs ? readEvents(event, data ?? json, settings) : []
  return {
    dedupeKey: `${event}:${webhookId ?? hash}`,
    event,
    events: events.length > 0 ? events : [{ type: 'ignored', event }],
  }
}

function readEvents(event: string, fields: unknown, { conversationOf }: Settings): VendorEvent[] {
  switch (event) {
    case 'InboundMessage':
    case 'OutboundMessage': {
      const hook = messageHook.safeParse(fields).data
      return hook === undefined ? [] : messageEvents(hook, event === 'InboundMessage' ? 'inbound' : 'outbound')
    }
    case 'ConversationUnreadUpdate': {
      const hook = unreadHook.safeParse(fields).data
      return hook === undefined ? [] : [{ type: 'changed', conversationId: hook.id }]
    }
    case 'ContactUpdate': {
      const hook = contactHook.safeParse(fields).data
      if (hook === undefined) return []
      const whole = [hook.firstName, hook.lastName].filter((part) => first(part) !== null).join(' ')
      const { id: contactId, email, phone } = hook
      const contact = { contactId, name: first(hook.name, whole), email: first(email), phoneNumber: toE164(phone) }
      // Its owner is the conversation's assignee, and no other event tells that somebody else is.
      const conversationId = conversationOf(contactId)
      return [
        { type: 'contact', ...contact },
        ...(conversationId === null ? [] : [{ type: 'changed' as const, conversationId }]),
      ]
    }
    case 'ContactTagUpdate': {
      const contactId = contactHook.safeParse(fields).data?.id
      const conversationId = contactId === undefined ? null : conversationOf(contactId)
      return conversationId === null ? [] : [{ type: 'changed', conversationId }]
    }
    default:
      return []
  }
}

/** The event's name tells the direction; the field in it is wrong in the vendor's own sample. An inbound text comes without its id. */
function messageEvents(hook: MessageHook, direction: 'inbound' | 'outbound'): VendorEvent[] {
  const { conversationId, messageId, emailMessageId, dateAdded, body, subject, status, attachments } = hook
  const wire = { body, subject, status, attachments, direction }
  const messageType = typeOf(hook.messageType)
  const told = (messages: VendorMessage[]): VendorEvent[] =>
    messages.map((message) => ({ type: 'message', conversationId, message }))
  if (dateAdded !== undefined && emailMessageId !== undefined) {
    return told(toEmails({ ...wire, id: emailMessageId, dateAdded }))
  }
  if (dateAdded !== undefined && messageId !== undefined && messageType !== null) {
    return told(toMessages({ ...wire, id: messageId, messageType, meta: null, dateAdded }))
  }
  return [{ type: 'changed', conversationId }]
}

const names: Readonly<Record<string, string>> = {
  sms: 'TYPE_SMS',
  rcs: 'TYPE_RCS',
  whatsapp: 'TYPE_WHATSAPP',
  facebook: 'TYPE_FACEBOOK',
  instagram: 'TYPE_INSTAGRAM',
  live_chat: 'TYPE_LIVE_CHAT',
  tiktok: 'TYPE_TIKTOK',
}

/** Events name types without the prefix, as they are asked for in a send. Null for one whose words are not certain. */
function typeOf(name: string | undefined): string | null {
  const [channel] = Object.entries(sendTypes).find(([, type]) => type.toLowerCase() === name?.toLowerCase()) ?? []
  return channel === undefined ? null : (names[channel] ?? null)
}
