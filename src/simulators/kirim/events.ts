import { isRecord, type JsonObject } from '../kit/json.ts'
import { iso } from '../kit/clock.ts'
import { contactToWire, type Contact } from './contacts.ts'
import type { Conversation } from './conversations.ts'
import type { EventType, VendorEvent } from './event-types.ts'
import { findMessage } from './messages.ts'
import type { Message } from './message-row.ts'
import { findAccount } from './organisation.ts'
import { newId, type SendFailure, type Vendor } from './vendor.ts'

/** Meta's own body, passed through untouched: it knows nothing of the vendor's conversations. */
export function messageReceived(vendor: Vendor, message: Message, contact: Contact): VendorEvent {
  const from = digits(contact.phoneNumber)
  const value = {
    contacts: [{ profile: { name: contact.name ?? contact.phoneNumber ?? '' }, wa_id: from }],
    messages: [
      {
        from,
        id: message.wamid,
        timestamp: seconds(message.createdMs),
        type: message.type,
        ...metaContent(vendor, message),
      },
    ],
  }
  return metaEvent(vendor, 'message.received', message.wamid, contact.account, value)
}

/** A step of an outbound message. All steps share one id, in the body and as event id. */
export function messageStatus(
  vendor: Vendor,
  message: Message,
  contact: Contact,
  status: string,
  failure: SendFailure | null,
): VendorEvent {
  const errors = failure && {
    errors: [{ code: failure.provider_code, title: failure.message, message: failure.message }],
  }
  const id = vendor.behaviour.statusIds === 'own' ? message.id : message.wamid
  const value = {
    statuses: [
      {
        id,
        status,
        timestamp: seconds(vendor.clock.now()),
        recipient_id: digits(contact.phoneNumber),
        ...(status === 'failed'
          ? {}
          : {
              conversation: { id: message.wamid.slice(-16), origin: { type: 'service' } },
              pricing: { billable: true, pricing_model: 'CBP', category: 'service' },
            }),
        ...errors,
      },
    ],
  }
  return metaEvent(vendor, 'message.status', id, contact.account, value)
}

export function conversationAssigned(vendor: Vendor, conversation: Conversation, previous: string | null): VendorEvent {
  const { id, status, assigneeId } = conversation
  return nativeEvent(vendor, 'conversation.assigned', {
    conversation: { id, object: 'conversation', status },
    assignee: { user_id: assigneeId, team_id: null, previous_user_id: previous },
  })
}

/** @param by the dashboard user who did it, or null for the API, which has no user */
export function conversationClosed(vendor: Vendor, conversation: Conversation, by: string | null): VendorEvent {
  return nativeEvent(vendor, 'conversation.closed', {
    conversation: { id: conversation.id, object: 'conversation', status: 'resolved', closed_by_user_id: by },
  })
}

/** @param source how the contact came to be; the words for it are not documented */
export function contactCreated(vendor: Vendor, contact: Contact, source: 'inbound_message' | 'api'): VendorEvent {
  return nativeEvent(vendor, 'contact.created', { contact: contactToWire(contact), acquisition_source: source })
}

export function contactUpdated(vendor: Vendor, contact: Contact, changed: string[]): VendorEvent {
  return nativeEvent(vendor, 'contact.updated', { contact: contactToWire(contact), changed_fields: changed })
}

function nativeEvent(vendor: Vendor, type: EventType, data: JsonObject): VendorEvent {
  const id = newId(vendor, 'evt')
  const body = JSON.stringify({ id, type, created_at: iso(vendor.clock.now()), data })
  return { type, source: 'kirim', id, body }
}

function metaEvent(vendor: Vendor, type: EventType, id: string, account: string, content: JsonObject): VendorEvent {
  const { wabaId = '', phoneNumberId = '' } = findAccount(vendor.store, account) ?? {}
  const metadata = { display_phone_number: digits(account), phone_number_id: phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, ...content }
  const entry = [{ id: wabaId, changes: [{ field: 'messages', value }] }]
  return { type, source: 'meta', id, body: JSON.stringify({ object: 'whatsapp_business_account', entry }) }
}

function metaContent(vendor: Vendor, message: Message): JsonObject {
  const { context } = message.content
  const answered = isRecord(context) ? findMessage(vendor, String(context['message_id'])) : undefined
  return { ...metaPart(vendor, message), ...(answered === undefined ? {} : { context: { id: answered.wamid } }) }
}

function metaPart(vendor: Vendor, { type, content, wamid }: Message): JsonObject {
  if (type === 'text') return { text: { body: content['content'] } }
  if (type === 'location') return { location: content['location'] }
  if (type === 'contacts') return { contacts: metaCards(content['contacts']) }
  if (type === 'reaction') return { reaction: metaReaction(vendor, content['reaction']) }
  if (type === 'button') return { button: content['button'] }
  if (type === 'interactive') return { interactive: metaChoice(content['interactive']) }
  const caption = content['caption']
  const filename = content['filename']
  return {
    [type]: {
      ...(caption === undefined ? {} : { caption }),
      ...(filename === undefined ? {} : { filename }),
      mime_type: content['mime_type'] ?? 'application/octet-stream',
      sha256: Buffer.from(wamid).toString('base64').padEnd(44, '='),
      id: wamid.slice(-15),
    },
  }
}

function metaCards(cards: unknown): JsonObject[] {
  return (Array.isArray(cards) ? cards : []).filter(isRecord).map(({ name, phone, wa_id }) => ({
    name: { formatted_name: name, first_name: name },
    phones: [{ phone, wa_id, type: 'CELL' }],
  }))
}

function metaReaction(vendor: Vendor, reaction: unknown): JsonObject {
  const { target_message_id: target, emoji } = isRecord(reaction) ? reaction : {}
  return { message_id: findMessage(vendor, String(target))?.wamid ?? target, emoji }
}

function metaChoice(choice: unknown): JsonObject {
  const { type = 'button_reply', id, title, description } = isRecord(choice) ? choice : {}
  return { type, [String(type)]: { id, title, ...(description === undefined ? {} : { description }) } }
}

function digits(phoneNumber: string | null): string {
  return (phoneNumber ?? '').replace(/\D/g, '')
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000))
}
