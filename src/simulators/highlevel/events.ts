import { iso } from '../kit/clock.ts'
import { contactToWire, type Contact } from './contacts.ts'
import type { Conversation } from './conversations.ts'
import type { Email } from './emails.ts'
import { hookName } from './message-types.ts'
import type { Message } from './message-row.ts'
import type { VendorEvent } from './vendor-event.ts'
import type { Vendor } from './vendor.ts'

export function messageEvent(vendor: Vendor, message: Message, email: Email | null): VendorEvent {
  const { id, direction, body, attachments, status, source, userId } = message
  const inbound = direction === 'inbound'
  const fields = {
    locationId: vendor.locationId,
    attachments: email?.attachments ?? attachments,
    body: email?.body ?? body,
    contactId: message.contactId,
    contentType: email === null ? 'text/plain' : 'text/html',
    conversationId: message.conversationId,
    dateAdded: iso(message.createdMs),
    direction,
    messageType: hookName(message.type),
    status,
    // Absent from the documented sample of an inbound message.
    ...(inbound ? {} : { messageId: id }),
    ...(source === null || inbound ? {} : { source }),
    ...(userId === null ? {} : { userId }),
    ...(email === null ? {} : emailFields(email)),
  }
  return { type: inbound ? 'InboundMessage' : 'OutboundMessage', fields }
}

function emailFields({ id, threadId, subject, from, to }: Email) {
  return { emailMessageId: id, threadId, subject, from, to, cc: [], bcc: [], provider: 'Leadconnector' }
}

export function unreadEvent(vendor: Vendor, { id, contactId, unread, starred }: Conversation): VendorEvent {
  const { locationId } = vendor
  const fields = { locationId, id, contactId, unreadCount: unread, inbox: true, starred, deleted: false }
  return { type: 'ConversationUnreadUpdate', fields }
}

type ContactEvent = 'ContactUpdate' | 'ContactTagUpdate'

export function contactEvent(vendor: Vendor, contact: Contact, type: ContactEvent): VendorEvent {
  return { type, fields: contactToWire(vendor, contact) }
}
