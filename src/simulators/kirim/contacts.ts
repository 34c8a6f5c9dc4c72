import { parseJson } from '../kit/json.ts'
import { iso } from '../kit/clock.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { newId, type Vendor } from './vendor.ts'

/** A contact belongs to one WhatsApp account, so one person may be several contacts. */
export type Contact = {
  id: string
  account: string
  phoneNumber: string | null
  name: string | null
  email: string | null
  metadata: unknown
  createdMs: number
  updatedMs: number
}

export type NewContact = Partial<Omit<Contact, 'account'>> & { account: string }

export function insertContact(vendor: Vendor, given: NewContact): Contact {
  const now = vendor.clock.now()
  const contact: Contact = {
    id: newId(vendor, 'ctc'),
    phoneNumber: null,
    name: null,
    email: null,
    metadata: null,
    createdMs: now,
    updatedMs: given.createdMs ?? now,
    ...given,
  }
  vendor.store.insert('contacts', {
    id: contact.id,
    account: contact.account,
    phone_number: contact.phoneNumber,
    name: contact.name,
    email: contact.email,
    metadata: contact.metadata === null ? null : JSON.stringify(contact.metadata),
    created_ms: contact.createdMs,
    updated_ms: contact.updatedMs,
  })
  return contact
}

export function findContact(vendor: Vendor, id: string): Contact | undefined {
  const row = vendor.store.get('select * from contacts where id = ?', id)
  return row && contactFrom(row)
}

export function findContactByPhone(vendor: Vendor, phoneNumber: string, account: string): Contact | undefined {
  const sql = 'select * from contacts where phone_number = ? and account = ?'
  const row = vendor.store.get(sql, phoneNumber, account)
  return row && contactFrom(row)
}

export function contactFrom(row: Row): Contact {
  const metadata = textOrNull(row, 'metadata')
  return {
    id: text(row, 'id'),
    account: text(row, 'account'),
    phoneNumber: textOrNull(row, 'phone_number'),
    name: textOrNull(row, 'name'),
    email: textOrNull(row, 'email'),
    metadata: metadata === null ? null : parseJson(metadata),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}

export function contactToWire(contact: Contact) {
  return {
    id: contact.id,
    object: 'contact',
    phone_number: contact.phoneNumber,
    name: contact.name,
    email: contact.email,
    metadata: contact.metadata,
    whatsapp_account: { phone_number: contact.account },
    created_at: iso(contact.createdMs),
    updated_at: iso(contact.updatedMs),
  }
}
