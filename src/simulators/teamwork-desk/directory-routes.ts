import type { Hono } from 'hono'

import type { Row } from '../kit/store.ts'
import { customerFrom, customerToWire, findCustomer } from './customers.ts'
import { notFound } from './errors.ts'
import type { Fields } from './filter.ts'
import { newRouter, pathId, type DeskEnv } from './http.ts'
import { statusToWire, usersToWire } from './included.ts'
import { listInboxes, listStatuses, listTags, listUsers } from './organisation.ts'
import { readListRequest, readPage } from './paging.ts'
import type { Vendor } from './vendor.ts'

const id = { column: 'id', is: 'number' } as const
const named = { id, name: { column: 'name', is: 'text' } } as const
const statusFields = { ...named, code: { column: 'code', is: 'text' }, color: { column: 'color', is: 'text' } } as const
// Every agent here sees every inbox.
const userFields: Fields = { id, email: { column: 'email', is: 'text' }, 'inboxes.id': null }
const customerFields: Fields = {
  id,
  email: { column: 'email', is: 'text' },
  'contacts.value': { column: 'email', is: 'text' },
  updatedAt: { column: 'updated_ms', is: 'time' },
}

/** Who and what tickets refer to. */
export function directoryRoutes(vendor: Vendor): Hono<DeskEnv> {
  const routes = newRouter()
  const { store } = vendor

  function list(plural: string, table: string, fields: Fields, show: (rows: Row[]) => object[]): void {
    routes.get(`/${plural}.json`, (c) => {
      const { rows, counts } = readPage(store, table, readListRequest(c, { fields, order: 'id asc' }))
      return c.json({ [plural]: show(rows), included: {}, ...counts })
    })
  }

  list('users', 'users', userFields, (rows) => usersToWire(among(listUsers(store), rows)))
  list('inboxes', 'inboxes', named, (rows) => among(listInboxes(store), rows))
  list('tags', 'tags', named, (rows) => among(listTags(store), rows))
  list('ticketstatuses', 'statuses', statusFields, (rows) => among(listStatuses(store), rows).map(statusToWire))
  list('customers', 'customers', customerFields, (rows) => rows.map(customerFrom).map(customerToWire))

  routes.get('/customers/:id{[0-9]+\\.json}', (c) => {
    const customer = findCustomer(vendor, pathId(c, 'customer'))
    if (!customer) throw notFound('customer')
    return c.json({ customer: customerToWire(customer), included: {} })
  })

  return routes
}

function among<T extends { id: number }>(all: readonly T[], rows: readonly Row[]): T[] {
  return rows.flatMap((row) => all.find(({ id }) => id === row['id']) ?? [])
}
