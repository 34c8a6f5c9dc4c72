import type { JsonObject } from '../kit/json.ts'
import { text } from '../kit/store.ts'
import { contactToWire, findContact } from './contacts.ts'
import type { Conversation } from './conversations.ts'
import { allMessages, countMessages, countUnread, messageToWire } from './messages.ts'
import { findMember, organisation, type Member } from './organisation.ts'
import { timeToWire } from './time.ts'
import { assigneeOf } from './assignments.ts'
import type { Vendor } from './vendor.ts'

/** What differs from one place to another where a conversation is shown. */
type Shown = { assigneeId: string | null; unread: number; messages: (JsonObject | null)[]; total?: number }

export function conversationToWire(vendor: Vendor, conversation: Conversation, shown: Shown): JsonObject {
  const contact = findContact(vendor, conversation.contactId)
  const member = shown.assigneeId === null ? undefined : findMember(vendor.store, shown.assigneeId)
  return {
    uniqueId: conversation.id,
    contactId: conversation.contactId,
    campaignId: conversation.campaignId ?? '',
    organizationId: organisation.id,
    initiatedBy: conversation.initiatedBy,
    createdAt: timeToWire(conversation.createdMs),
    status: conversation.status,
    messages: shown.messages,
    numberOfUnreadMessages: shown.unread,
    ...(shown.total === undefined ? {} : { totalMessages: shown.total }),
    ...(contact === undefined ? {} : { contact: contactToWire(contact) }),
    ...(member === undefined ? {} : { assignedTo: memberToWire(member) }),
    tags: tagsOf(vendor, conversation.id),
  }
}

/** The whole truth about a conversation, as its page in the documents shows one. */
export function wholeConversation(vendor: Vendor, conversation: Conversation): JsonObject {
  return conversationToWire(vendor, conversation, {
    assigneeId: assigneeOf(vendor, conversation.id),
    unread: countUnread(vendor, conversation.id),
    messages: allMessages(vendor, conversation.id).map((message) => messageToWire(vendor, message)),
    total: countMessages(vendor, conversation.id),
  })
}

export function memberToWire(member: Member) {
  return {
    uniqueId: member.id,
    createdAt: timeToWire(member.createdMs),
    accessLevel: member.accessLevel,
    name: member.name,
    email: member.email,
    roles: [],
  }
}

function tagsOf(vendor: Vendor, conversationId: string) {
  const sql = `select t.* from tags t join conversation_tags c on c.tag_id = t.id where c.conversation_id = ?`
  return vendor.store.all(sql, conversationId).map((row) => ({ uniqueId: text(row, 'id'), label: text(row, 'label') }))
}
