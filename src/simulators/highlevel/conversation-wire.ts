import type { Contact } from './contacts.ts'
import type { Conversation } from './conversations.ts'
import { conversationTypeName, internalComment } from './message-types.ts'
import type { Vendor } from './vendor.ts'

/** `GET /conversations/{id}`: no names, no last message. */
export function conversationToWire({ locationId }: Vendor, conversation: Conversation) {
  const { id, contactId, type, unread, assignedTo, starred } = conversation
  return {
    id,
    contactId,
    locationId,
    deleted: false,
    inbox: true,
    type,
    unreadCount: unread,
    ...(assignedTo === null ? {} : { assignedTo }),
    starred,
  }
}

/** What `PUT /conversations/{id}` answers with: here the time is a numeric text. */
export function putToWire(vendor: Vendor, conversation: Conversation) {
  const { type: _, ...rest } = conversationToWire(vendor, conversation)
  const { lastBody: lastMessageBody, lastType: lastMessageType, lastMs } = conversation
  return {
    ...rest,
    lastMessageBody,
    lastMessageType,
    lastMessageDate: String(lastMs),
  }
}

/** A row of search. The names are there even when they are empty. */
export function rowToWire(vendor: Vendor, conversation: Conversation, contact: Contact) {
  const { id, contactId, type, unread, lastBody, lastType } = conversation
  const name = contact.name ?? ''
  const documented = {
    id,
    contactId,
    locationId: vendor.locationId,
    lastMessageBody: lastBody,
    lastMessageType: lastType,
    type: conversationTypeName(type),
    unreadCount: unread,
    fullName: name,
    contactName: name === '' ? (contact.phone ?? contact.email ?? 'Guest visitor') : name,
    email: contact.email ?? '',
    phone: contact.phone ?? '',
  }
  return vendor.behaviour.rowShape === 'spec' ? documented : { ...documented, ...seenLive(conversation, contact) }
}

function seenLive(c: Conversation, { company, tags }: Contact) {
  return {
    lastMessageDate: c.lastMs,
    ...(c.lastManualMs === null ? {} : { lastManualMessageDate: c.lastManualMs }),
    ...(c.lastDirection === null ? {} : { lastMessageDirection: c.lastDirection }),
    ...(c.lastAction === null ? {} : { lastOutboundMessageAction: c.lastAction }),
    ...(c.assignedTo === null ? {} : { assignedTo: c.assignedTo }),
    ...(company === null ? {} : { companyName: company }),
    dateAdded: c.addedMs,
    dateUpdated: c.updatedMs,
    starred: c.starred,
    inbox: true,
    deleted: false,
    followers: [],
    tags,
    scoring: [],
    sort: [c.lastMs],
    isLastMessageInternalComment: c.lastType === internalComment,
  }
}
