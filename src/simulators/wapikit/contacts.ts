import { uuid } from '../kit/ids.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { timeToWire } from './time.ts'
import type { Vendor } from './vendor.ts'

export type Contact = {
  id: string
  name: string
  phone: string
  /** JSON of an object; null where nobody wrote any, which an import can leave behind and a customer's message never does. */
  attributes: string | null
  status: string
  createdMs: number
}

export function insertContact(vendor: Vendor, given: Partial<Contact> & { name: string; phone: string }): Contact {
  const contact: Contact = {
    id: uuid(vendor.random),
    attributes: '{}',
    status: 'Active',
    createdMs: vendor.clock.now(),
    ...given,
  }
  const { createdMs, ...rest } = contact
  vendor.store.insert('contacts', { ...rest, created_ms: createdMs })
  return contact
}

export function findContact(vendor: Vendor, id: string): Contact | undefined {
  const row = vendor.store.get('select * from contacts where id = ?', id)
  return row && contactFrom(row)
}

export function findContactByPhone(vendor: Vendor, phone: string): Contact | undefined {
  const row = vendor.store.get('select * from contacts where phone = ?', phone)
  return row && contactFrom(row)
}

export function listContacts(vendor: Vendor, limit: number, offset: number): Contact[] {
  return vendor.store.all('select * from contacts order by rowid limit ? offset ?', limit, offset).map(contactFrom)
}

export function contactFrom(row: Row): Contact {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    phone: text(row, 'phone'),
    attributes: textOrNull(row, 'attributes'),
    status: text(row, 'status'),
    createdMs: integer(row, 'created_ms'),
  }
}

export function contactToWire(contact: Contact) {
  const attributes: unknown = JSON.parse(contact.attributes ?? '{}')
  return {
    uniqueId: contact.id,
    name: contact.name,
    phone: contact.phone,
    attributes,
    createdAt: timeToWire(contact.createdMs),
    status: contact.status,
  }
}

/** As the contacts’ own pages show one; its lists and tags are not simulated there. */
export function listedContactToWire(contact: Contact) {
  return { ...contactToWire(contact), lists: [], tags: [] }
}
