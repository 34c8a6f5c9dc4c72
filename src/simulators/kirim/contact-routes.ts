import type { Hono } from 'hono'

import { contactFrom, contactToWire, findContact, type Contact } from './contacts.ts'
import type { Position } from './cursor.ts'
import { badField, notFound, VendorError } from './errors.ts'
import { newRouter, page, single, type VendorEnv } from './http.ts'
import { isPhoneNumber } from './input.ts'
import { cutPage, readPageRequest } from './paging.ts'
import type { Vendor } from './vendor.ts'
import { below, whereAll } from './where.ts'

export function contactRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/', (c) => {
    const { phone, search } = c.req.query()
    if (phone !== undefined && !isPhoneNumber(phone)) {
      throw new VendorError('invalid_phone_number', 'phone must be E.164 with a leading +.', 'phone')
    }
    if (search !== undefined && (search === '' || search.length > 200)) {
      throw badField('search', 'search must have 1 to 200 characters.')
    }
    const request = readPageRequest(c, vendor.cursors, 'contacts', { phone, search })
    const rows = listContacts(vendor, { phone, search }, request.after, request.limit + 1)
    const { data, ...rest } = cutPage(rows, request, vendor.cursors, ({ createdMs, id }) => ({ sort: createdMs, id }))
    return page(c, { data: data.map(contactToWire), ...rest })
  })

  routes.get('/:id', (c) => {
    const contact = findContact(vendor, c.req.param('id'))
    if (!contact) throw notFound('contact')
    return single(c, contactToWire(contact))
  })

  return routes
}

type ContactQuery = { phone: string | undefined; search: string | undefined }

function listContacts(
  vendor: Vendor,
  { phone, search }: ContactQuery,
  after: Position | null,
  limit: number,
): Contact[] {
  // The vendor's search looks at name and e-mail only, never at the number.
  const found = `(instr(lower(coalesce(name, '')), ?) > 0 or instr(lower(coalesce(email, '')), ?) > 0)`
  const needle = search?.toLowerCase()
  const where = whereAll(['phone_number = ?', phone], [found, needle, needle], below('created_ms', 'id', after))
  const sql = `select * from contacts ${where.sql} order by created_ms desc, id desc limit ?`
  return vendor.store.all(sql, ...where.values, limit).map(contactFrom)
}
