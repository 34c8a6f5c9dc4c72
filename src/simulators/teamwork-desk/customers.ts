import { iso } from '../kit/clock.ts'
import { integer, integerOrNull, text, textOrNull, type Row } from '../kit/store.ts'
import { insertedId } from './inserted.ts'
import { refOrNull } from './refs.ts'
import type { Vendor } from './vendor.ts'

export type Customer = {
  id: number
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  createdMs: number
  updatedMs: number
}

/** One way to reach a customer. A visitor of the chat may have one before anybody knows whose it is. */
export type Contact = { id: number; customerId: number | null; type: string; value: string; createdMs: number }

export type NewCustomer = Pick<Customer, 'firstName' | 'lastName' | 'email' | 'phone'> & { createdMs?: number }

/** Makes a customer, and the contact that the address is. */
export function insertCustomer(vendor: Vendor, given: NewCustomer): { customer: Customer; contact: Contact } {
  const { firstName, lastName, email, phone, createdMs = vendor.clock.now() } = given
  vendor.store.insert('customers', {
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    created_ms: createdMs,
    updated_ms: createdMs,
  })
  const id = insertedId(vendor.store)
  const contact = insertContact(vendor, { customerId: id, value: email ?? `visitor-${id}`, createdMs })
  return { customer: { id, firstName, lastName, email, phone, createdMs, updatedMs: createdMs }, contact }
}

export function insertContact(
  vendor: Vendor,
  { customerId, value, createdMs = vendor.clock.now() }: Pick<Contact, 'customerId' | 'value'> & { createdMs?: number },
): Contact {
  const type = value.includes('@') ? 'email' : 'chat'
  vendor.store.insert('contacts', { customer_id: customerId, type, value, created_ms: createdMs })
  return { id: insertedId(vendor.store), customerId, type, value, createdMs }
}

export function findCustomer(vendor: Vendor, id: number): Customer | undefined {
  const row = vendor.store.get('select * from customers where id = ?', id)
  return row && customerFrom(row)
}

export function findCustomerByEmail(vendor: Vendor, email: string): Customer | undefined {
  const row = vendor.store.get('select * from customers where email = ? order by id limit 1', email)
  return row && customerFrom(row)
}

export function findContact(vendor: Vendor, id: number): Contact | undefined {
  const row = vendor.store.get('select * from contacts where id = ?', id)
  return row && contactFrom(row)
}

/** The contact by which a customer is mostly reached. */
export function mainContactOf(vendor: Vendor, customerId: number): Contact | undefined {
  const row = vendor.store.get('select * from contacts where customer_id = ? order by id limit 1', customerId)
  return row && contactFrom(row)
}

export function customersById(vendor: Vendor, ids: readonly number[]): Customer[] {
  return vendor.store.all(byIds('customers'), JSON.stringify(ids)).map(customerFrom)
}

export function contactsById(vendor: Vendor, ids: readonly number[]): Contact[] {
  return vendor.store.all(byIds('contacts'), JSON.stringify(ids)).map(contactFrom)
}

function byIds(table: string): string {
  return `select * from ${table} where id in (select value from json_each(?)) order by id`
}

export function customerFrom(row: Row): Customer {
  return {
    id: integer(row, 'id'),
    firstName: textOrNull(row, 'first_name'),
    lastName: textOrNull(row, 'last_name'),
    email: textOrNull(row, 'email'),
    phone: textOrNull(row, 'phone'),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}

function contactFrom(row: Row): Contact {
  return {
    id: integer(row, 'id'),
    customerId: integerOrNull(row, 'customer_id'),
    type: text(row, 'type'),
    value: text(row, 'value'),
    createdMs: integer(row, 'created_ms'),
  }
}

export function customerToWire({ id, firstName, lastName, email, phone, createdMs, updatedMs }: Customer) {
  return {
    id,
    ...(firstName === null ? {} : { firstName }),
    ...(lastName === null ? {} : { lastName }),
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone }),
    state: 'active',
    createdAt: iso(createdMs),
    updatedAt: iso(updatedMs),
  }
}

export function contactToWire({ id, customerId, type, value, createdMs }: Contact) {
  return {
    id,
    type,
    value,
    isMain: true,
    customer: refOrNull('customers', customerId),
    state: 'active',
    createdAt: iso(createdMs),
    updatedAt: iso(createdMs),
  }
}
