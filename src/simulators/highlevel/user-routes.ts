import type { Hono } from 'hono'

import { missing, unprocessable, VendorError } from './errors.ts'
import { newRouter, ownLocation, traced, type VendorEnv } from './http.ts'
import { check, numeric, optional, required, textIn, type Rules } from './input.ts'
import { listUsers, userToWire } from './location.ts'
import type { Vendor } from './vendor.ts'

const searchRules: Rules = {
  companyId: required('string'),
  locationId: optional('string'),
  query: optional('string'),
  skip: numeric,
  limit: numeric,
  ids: optional('string'),
  role: optional('string'),
  type: optional('string'),
  sort: optional('string'),
  sortDirection: optional('string'),
  enabled2waySync: optional('string'),
}

export function userRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/search', (c) => {
    const given = check(c.req.query(), searchRules)
    if (given['companyId'] !== vendor.companyId) throw new VendorError(403, 'This token has no access to this company.')
    if (given['locationId'] !== undefined) ownLocation(vendor, given['locationId'])
    const wanted = textIn(given, 'query')?.toLowerCase() ?? ''
    const ids = textIn(given, 'ids')?.split(',')
    const found = listUsers(vendor.store)
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .filter(({ role }) => given['role'] === undefined || role === given['role'])
      .filter(({ firstName, lastName, email }) => `${firstName} ${lastName} ${email}`.toLowerCase().includes(wanted))
    const skip = Number(given['skip'] ?? 0)
    const users = found.slice(skip, skip + Number(given['limit'] ?? 25)).map(userToWire)
    return traced(vendor, c, { users, count: found.length })
  })

  // The older list, without pages; it left with v3.
  routes.get('/', (c) => {
    if (c.var.version === 'v3') throw missing('The route', 'v3')
    const { locationId } = c.req.query()
    if (locationId === undefined) throw unprocessable('locationId should not be empty')
    ownLocation(vendor, locationId)
    return traced(vendor, c, { users: listUsers(vendor.store).map(userToWire) })
  })

  return routes
}
