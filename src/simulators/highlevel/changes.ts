import { findContact, saveContact, type Contact } from './contacts.ts'
import { conversationOf, findConversation, saveConversation, type Conversation } from './conversations.ts'
import { missing } from './errors.ts'
import { contactEvent, unreadEvent } from './events.ts'
import type { Vendor } from './vendor.ts'

export type ConversationChange = Partial<Pick<Conversation, 'unread' | 'starred' | 'feedback'>>

/** Writes what the API and the dashboard may write on a conversation. Only the unread count is announced, with the rest beside it. */
export function changeConversation(vendor: Vendor, before: Conversation, change: ConversationChange): Conversation {
  const after = { ...before, ...change, updatedMs: vendor.clock.now() }
  vendor.store.transaction(() => {
    saveConversation(vendor, after)
    if (after.unread !== before.unread) vendor.emit(unreadEvent(vendor, after))
  })
  return after
}

export type ContactChange = Partial<Pick<Contact, 'name' | 'email' | 'phone' | 'company' | 'assignedTo' | 'tags'>>

/** Changes a contact and announces it. Its owner becomes its conversation's assignee. */
export function changeContact(vendor: Vendor, before: Contact, change: ContactChange): Contact {
  const after = { ...before, ...change, updatedMs: vendor.clock.now() }
  vendor.store.transaction(() => {
    saveContact(vendor, after)
    const conversation = conversationOf(vendor, after.id)
    const follows = vendor.behaviour.ownerIsAssignee && change.assignedTo !== undefined
    if (conversation && follows) {
      saveConversation(vendor, { ...conversation, assignedTo: after.assignedTo, updatedMs: after.updatedMs })
    }
    vendor.emit(contactEvent(vendor, after, change.tags === undefined ? 'ContactUpdate' : 'ContactTagUpdate'))
  })
  return after
}

/** @param version of the request: it decides how something that is not there is told */
export function mustFindConversation(vendor: Vendor, id: string, version: string): Conversation {
  const found = findConversation(vendor, id)
  if (!found) throw missing('The conversation', version)
  return found
}

export function mustFindContact(vendor: Vendor, id: string, version: string): Contact {
  const found = findContact(vendor, id)
  if (!found) throw missing('The contact', version)
  return found
}
