import { iso } from '../kit/clock.ts'
import { parseJson } from '../kit/json.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { newId, type Vendor } from './vendor.ts'

export type Contact = {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  /** The owner in the CRM. */
  assignedTo: string | null
  tags: string[]
  addedMs: number
  updatedMs: number
}

export function insertContact(vendor: Vendor, given: Partial<Contact>): Contact {
  const now = vendor.clock.now()
  const contact: Contact = {
    id: newId(vendor),
    name: null,
    email: null,
    phone: null,
    company: null,
    assignedTo: null,
    tags: [],
    addedMs: now,
    updatedMs: given.addedMs ?? now,
    ...given,
  }
  vendor.store.insert('contacts', { id: contact.id, added_ms: contact.addedMs, ...changeable(contact) })
  return contact
}

export function saveContact(vendor: Vendor, contact: Contact): void {
  vendor.store.update('contacts', contact.id, changeable(contact))
}

function changeable({ name, email, phone, company, assignedTo, tags, updatedMs }: Contact) {
  return { name, email, phone, company, assigned_to: assignedTo, tags: JSON.stringify(tags), updated_ms: updatedMs }
}

export function findContact(vendor: Vendor, id: string): Contact | undefined {
  const row = vendor.store.get('select * from contacts where id = ?', id)
  return row && contactFrom(row)
}

/** The first with this number, else with this address. */
export function findDuplicate(vendor: Vendor, number: string | undefined, email: string | undefined) {
  const { store } = vendor
  const byNumber = number === undefined ? undefined : store.get('select * from contacts where phone = ?', number)
  const row =
    byNumber ?? (email === undefined ? undefined : store.get('select * from contacts where lower(email) = ?', email))
  return row && contactFrom(row)
}

function contactFrom(row: Row): Contact {
  return {
    id: text(row, 'id'),
    name: textOrNull(row, 'name'),
    email: textOrNull(row, 'email'),
    phone: textOrNull(row, 'phone'),
    company: textOrNull(row, 'company'),
    assignedTo: textOrNull(row, 'assigned_to'),
    tags: texts(row, 'tags'),
    addedMs: integer(row, 'added_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}

/** A column that holds a JSON list of texts. */
export function texts(row: Row, column: string): string[] {
  const list = parseJson(text(row, column))
  return Array.isArray(list) ? list.map(String) : []
}

/** What is not known of a contact is left out. */
export function contactToWire(vendor: Vendor, contact: Contact) {
  const { id, name, email, phone, company, assignedTo, tags, addedMs, updatedMs } = contact
  const [firstName, ...rest] = (name ?? '').split(' ')
  return {
    id,
    locationId: vendor.locationId,
    ...(name === null ? {} : { name, firstName, lastName: rest.join(' ') }),
    ...(email === null ? {} : { email, emailLowerCase: email.toLowerCase() }),
    ...(phone === null ? {} : { phone }),
    ...(company === null ? {} : { companyName: company }),
    ...(assignedTo === null ? {} : { assignedTo }),
    dnd: false,
    type: 'lead',
    tags,
    dateAdded: iso(addedMs),
    dateUpdated: iso(updatedMs),
  }
}
