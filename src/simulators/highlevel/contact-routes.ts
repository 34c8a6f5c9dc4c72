import type { Hono } from 'hono'

import { changeContact, mustFindContact, type ContactChange } from './changes.ts'
import { contactToWire, findDuplicate } from './contacts.ts'
import { unprocessable } from './errors.ts'
import { newRouter, ownLocation, traced, type VendorEnv } from './http.ts'
import { check, nullable, optional, readObject, required, textIn, textsIn, type Rules } from './input.ts'
import type { JsonObject } from '../kit/json.ts'
import { findUser } from './location.ts'
import type { Vendor } from './vendor.ts'

const searchRules: Rules = { locationId: required('string'), number: optional('string'), email: optional('string') }
const putRules: Rules = {
  firstName: nullable('string'),
  lastName: nullable('string'),
  name: nullable('string'),
  email: nullable('string'),
  phone: nullable('string'),
  address1: nullable('string'),
  city: nullable('string'),
  state: nullable('string'),
  postalCode: optional('string'),
  website: nullable('string'),
  timezone: nullable('string'),
  dnd: optional('boolean'),
  dndSettings: optional('object'),
  inboundDndSettings: optional('object'),
  tags: optional('texts'),
  customFields: { check: (value) => (Array.isArray(value) ? null : 'must be an array') },
  source: nullable('string'),
  dateOfBirth: nullable('string'),
  country: optional('string'),
  assignedTo: nullable('string'),
}

export function contactRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/search/duplicate', (c) => {
    const given = check(c.req.query(), searchRules)
    ownLocation(vendor, given['locationId'])
    const found = findDuplicate(vendor, textIn(given, 'number'), textIn(given, 'email')?.toLowerCase())
    return traced(vendor, c, { contact: found ? contactToWire(vendor, found) : null })
  })

  routes.get('/:id', (c) => {
    const contact = mustFindContact(vendor, c.req.param('id'), c.var.version)
    return traced(vendor, c, { contact: contactToWire(vendor, contact) })
  })

  routes.put('/:id', async (c) => {
    const change = readChange(vendor, check(await readObject(c.req.raw), putRules))
    const before = mustFindContact(vendor, c.req.param('id'), c.var.version)
    const contact = contactToWire(vendor, changeContact(vendor, before, change))
    // Spelt as the vendor spells it.
    return traced(vendor, c, { succeded: true, contact })
  })

  return routes
}

function readChange(vendor: Vendor, given: JsonObject): ContactChange {
  const { assignedTo } = given
  if (typeof assignedTo === 'string' && !findUser(vendor.store, assignedTo)) {
    throw unprocessable('assignedTo must be a user of this location')
  }
  return {
    ...textChange(given, 'name', 'name'),
    ...textChange(given, 'email', 'email'),
    ...textChange(given, 'phone', 'phone'),
    ...textChange(given, 'assignedTo', 'assignedTo'),
    ...(given['tags'] === undefined ? {} : { tags: textsIn(given, 'tags') }),
  }
}

function textChange(given: JsonObject, field: string, name: 'name' | 'email' | 'phone' | 'assignedTo'): ContactChange {
  return given[field] === undefined ? {} : { [name]: textIn(given, field) ?? null }
}
