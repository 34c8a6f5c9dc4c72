import { findContact, type Contact } from './contacts.ts'
import { findConversation, saveConversation, type ConversationView, type Status } from './conversations.ts'
import { contactUpdated, conversationAssigned, conversationClosed } from './events.ts'
import { notFound } from './errors.ts'
import type { Vendor } from './vendor.ts'

export type ConversationChange = { status?: Status; assigneeId?: string | null }

/**
 * Writes a status or an assignee, as the API and the dashboard both do, and announces what the vendor announces:
 * an assignment and a closing, never a reopening or a pending.
 * @param by the dashboard user, or null for the API
 */
export function changeConversation(
  vendor: Vendor,
  before: ConversationView,
  change: ConversationChange,
  by: string | null,
): ConversationView {
  return vendor.store.transaction(() => {
    saveConversation(vendor, { ...before, ...change, updatedMs: vendor.clock.now() })
    const after = mustFind(vendor, before.id)
    if (after.assigneeId !== before.assigneeId) vendor.emit(conversationAssigned(vendor, after, before.assigneeId))
    if (after.status === 'resolved' && before.status !== 'resolved') vendor.emit(conversationClosed(vendor, after, by))
    return after
  })
}

export type ContactChange = { name?: string | null; email?: string | null; phone_number?: string | null }

/** Changes a contact and announces the fields that now differ. */
export function changeContact(vendor: Vendor, id: string, change: ContactChange): Contact {
  const before = findContact(vendor, id)
  if (!before) throw notFound('contact')
  const { name = before.name, email = before.email, phone_number: phoneNumber = before.phoneNumber } = change
  const after = { ...before, name, email, phoneNumber, updatedMs: vendor.clock.now() }
  const changed = [
    ...(name === before.name ? [] : ['name']),
    ...(email === before.email ? [] : ['email']),
    ...(phoneNumber === before.phoneNumber ? [] : ['phone_number']),
  ]
  vendor.store.update('contacts', id, { name, email, phone_number: phoneNumber, updated_ms: after.updatedMs })
  if (changed.length > 0) vendor.emit(contactUpdated(vendor, after, changed))
  return after
}

/** Removes a conversation with its messages. Nothing announces it. */
export function deleteConversation(vendor: Vendor, id: string): void {
  vendor.store.transaction(() => {
    vendor.store.run('delete from messages where conversation_id = ?', id)
    vendor.store.run('delete from conversations where id = ?', id)
  })
}

export function mustFind(vendor: Vendor, id: string): ConversationView {
  const found = findConversation(vendor, id)
  if (!found) throw notFound('conversation')
  return found
}
