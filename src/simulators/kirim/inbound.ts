import type { JsonObject } from '../kit/json.ts'
import { findContact, findContactByPhone, insertContact, type Contact } from './contacts.ts'
import {
  findConversation,
  insertConversation,
  latestConversationOf,
  saveConversation,
  type Conversation,
} from './conversations.ts'
import { mustFind } from './changes.ts'
import { badField, notFound } from './errors.ts'
import { contactCreated, messageReceived } from './events.ts'
import { insertMessage } from './messages.ts'
import type { Message } from './message-row.ts'
import { listAccounts } from './organisation.ts'
import type { Vendor } from './vendor.ts'

/**
 * A customer's message. It goes to a conversation, to a contact, or comes from a phone number that may be new;
 * without any of these a new customer writes.
 */
export type CustomerMessage = {
  conversation_id?: string
  contact_id?: string
  /** The customer's number, E.164. */
  from?: string
  /** The account written to; the first one unless told otherwise. */
  to?: string
  /** The profile name of a new customer. */
  name?: string | null
  text?: string
  /** For anything but text: the type and its fields as the REST resource shows them. */
  type?: string
  content?: JsonObject
}

export type Received = { conversation: Conversation; contact: Contact; message: Message }

/** Stores what a customer wrote and announces it. */
export function receiveMessage(vendor: Vendor, given: CustomerMessage): Received {
  return vendor.store.transaction(() => {
    const contact = senderOf(vendor, given)
    const before = conversationFor(vendor, given, contact)
    const { text = 'Halo kak', type = 'text', content = { content: text } } = given
    const message = insertMessage(vendor, { conversationId: before.id, direction: 'inbound', type, content })
    saveConversation(vendor, {
      ...before,
      status: before.status === 'resolved' ? 'open' : before.status,
      unreadCount: before.unreadCount + 1,
      lastMessageMs: message.createdMs,
      lastInboundMs: message.createdMs,
      updatedMs: message.createdMs,
    })
    vendor.emit(messageReceived(vendor, message, contact))
    return { conversation: mustFind(vendor, before.id), contact, message }
  })
}

function senderOf(vendor: Vendor, given: CustomerMessage): Contact {
  if (given.conversation_id !== undefined)
    return mustFindContact(vendor, mustFind(vendor, given.conversation_id).contactId)
  if (given.contact_id !== undefined) return mustFindContact(vendor, given.contact_id)
  const accounts = listAccounts(vendor.store)
  const account = given.to === undefined ? accounts[0] : accounts.find(({ phoneNumber }) => phoneNumber === given.to)
  if (!account) throw badField('to', 'to is not one of the connected accounts.')
  const from = given.from ?? `+62812${Math.floor(1e7 + vendor.random() * 9e7)}`
  const known = findContactByPhone(vendor, from, account.phoneNumber)
  if (known) return known
  const made = insertContact(vendor, { account: account.phoneNumber, phoneNumber: from, name: given.name ?? null })
  vendor.emit(contactCreated(vendor, made, 'inbound_message'))
  return made
}

function conversationFor(vendor: Vendor, given: CustomerMessage, contact: Contact): Conversation {
  const latest =
    given.conversation_id === undefined
      ? latestConversationOf(vendor, contact.id)
      : findConversation(vendor, given.conversation_id)
  const closed = latest?.status === 'resolved' && vendor.behaviour.inboundToResolved === 'new'
  if (latest && !closed) return latest
  return insertConversation(vendor, { contactId: contact.id, account: contact.account })
}

function mustFindContact(vendor: Vendor, id: string): Contact {
  const found = findContact(vendor, id)
  if (!found) throw notFound('contact')
  return found
}
