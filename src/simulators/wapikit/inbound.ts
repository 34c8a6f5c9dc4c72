import type { JsonObject } from '../kit/json.ts'
import { findContact, findContactByPhone, insertContact, type Contact } from './contacts.ts'
import { activeConversationOf, insertConversation, mustFind, noteActivity, type Conversation } from './conversations.ts'
import { notFound } from './errors.ts'
import { insertMessage, messageToWire } from './messages.ts'
import type { Message } from './message-row.ts'
import { organisation } from './organisation.ts'
import type { Vendor } from './vendor.ts'
import { conversationToWire } from './wire.ts'
import { assigneeOf } from './assignments.ts'

/**
 * A customer's message. It goes to a conversation's contact, to a contact, or comes from a phone number that may be new; without
 * any of these a new customer writes.
 */
export type CustomerMessage = {
  conversation_id?: string
  contact_id?: string
  from?: string
  /** The profile name of a new customer. */
  name?: string
  text?: string
  /** For anything but text: the vendor's type and its data. */
  type?: string
  data?: JsonObject
}
export type Received = { conversation: Conversation; contact: Contact; message: Message }

/** Stores what a customer wrote and announces it. A closed conversation stays closed: the vendor begins another. */
export function receiveMessage(vendor: Vendor, given: CustomerMessage): Received {
  return vendor.store.transaction(() => {
    const contact = senderOf(vendor, given)
    const known = activeConversationOf(vendor, contact.id)
    const { id } = known ?? insertConversation(vendor, { contactId: contact.id })
    const { type = 'Text', data = { text: given.text ?? 'Halo kak' } } = given
    const message = insertMessage(vendor, { conversationId: id, direction: 'InBound', type, data })
    noteActivity(vendor, id, message.createdMs)
    const conversation = mustFind(vendor, id)
    const shown = detailed(vendor, conversation)
    if (!known) vendor.streams.emit('NewConversation', { conversation: shown })
    vendor.streams.emit('NewMessage', { conversation: shown, message: messageToWire(vendor, message) })
    return { conversation, contact, message }
  })
}

/** As events show a conversation: with an unread count that is always 0, and with what nobody should be told. */
function detailed(vendor: Vendor, conversation: Conversation): JsonObject {
  const { businessAccountId, accessToken, webhookSecret } = organisation
  const assigneeId = assigneeOf(vendor, conversation.id)
  return {
    ...conversationToWire(vendor, conversation, { assigneeId, unread: 0, messages: [] }),
    businessAccountId,
    whatsAppBusinessAccountDetails: { businessAccountId, accessToken, webhookSecret },
  }
}

function senderOf(vendor: Vendor, given: CustomerMessage): Contact {
  const contactId =
    given.conversation_id === undefined ? given.contact_id : mustFind(vendor, given.conversation_id).contactId
  if (contactId !== undefined) {
    const found = findContact(vendor, contactId)
    if (!found) throw notFound('contact')
    return found
  }
  // The vendor keeps numbers as Meta writes them: digits only.
  const phone = (given.from ?? `62812${Math.floor(1e7 + vendor.random() * 9e7)}`).replaceAll(/\D/g, '')
  return findContactByPhone(vendor, phone) ?? insertContact(vendor, { phone, name: given.name ?? phone })
}
