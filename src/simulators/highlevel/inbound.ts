import { mustFindContact, mustFindConversation } from './changes.ts'
import { insertContact, type Contact } from './contacts.ts'
import { isEmailType } from './message-types.ts'
import { conversationFor, recordMessage, type Recorded } from './record.ts'
import type { Vendor } from './vendor.ts'

/** A customer's message: to a conversation, from a contact, or from somebody new. */
export type CustomerMessage = {
  conversation_id?: string
  contact_id?: string
  /** The number of somebody who may be new. */
  from?: string
  email?: string
  name?: string | null
  /** Such as `TYPE_WHATSAPP`; default: as the customer wrote last, else `TYPE_SMS`. */
  type?: string
  text?: string
  html?: string
  subject?: string
  attachments?: string[]
  /** An e-mail that stands in the row of the one before it. */
  joins?: boolean
}

/** Stores what a customer wrote and announces it. */
export function receiveMessage(vendor: Vendor, given: CustomerMessage): Recorded {
  return vendor.store.transaction(() => {
    const contact = senderOf(vendor, given)
    const type = given.type ?? lastTypeOf(vendor, contact.id) ?? 'TYPE_SMS'
    const { text, html, subject, attachments, joins } = given
    return recordMessage(vendor, conversationFor(vendor, contact, type), {
      type,
      direction: 'inbound',
      status: 'delivered',
      body: text ?? (html === undefined ? 'Halo kak' : ''),
      ...(html === undefined ? {} : { html }),
      ...(subject === undefined ? {} : { subject }),
      ...(attachments === undefined ? {} : { attachments }),
      ...(joins === true && isEmailType(type) ? { joins } : {}),
    })
  })
}

function senderOf(vendor: Vendor, { conversation_id, contact_id, from, email, name = null }: CustomerMessage): Contact {
  if (conversation_id !== undefined) {
    return mustFindContact(vendor, mustFindConversation(vendor, conversation_id, 'v3').contactId, 'v3')
  }
  if (contact_id !== undefined) return mustFindContact(vendor, contact_id, 'v3')
  const row = from === undefined ? undefined : vendor.store.get('select id from contacts where phone = ?', from)
  if (row) return mustFindContact(vendor, String(row['id']), 'v3')
  return insertContact(vendor, { phone: from ?? null, email: email ?? null, name })
}

function lastTypeOf({ store }: Vendor, contactId: string): string | undefined {
  const sql = `select type from messages where contact_id = ? and direction = 'inbound' order by created_ms desc limit 1`
  const row = store.get(sql, contactId)
  return row && String(row['type'])
}
