import type { Hono } from 'hono'

import { listedContactToWire, findContact, listContacts } from './contacts.ts'
import { notFound } from './errors.ts'
import { idOf, limitRate, newRouter, pageOf, type VendorEnv } from './http.ts'
import { findMember, listMembers, organisation, ownerOf } from './organisation.ts'
import { timeToWire } from './time.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'
import { memberToWire } from './wire.ts'

const most = 1000

/** Whose token it is, the members, and the contacts. */
export function organisationRoutes(vendor: Vendor): Hono<VendorEnv> {
  const app = newRouter()

  app.get('/user', (c) => {
    const { userId, name, email, accessLevel, createdMs } = ownerOf(vendor.store)
    const createdAt = timeToWire(createdMs)
    return c.json({
      user: {
        uniqueId: userId,
        username: email.split('@')[0],
        email,
        name,
        createdAt,
        isOwner: accessLevel === 'Owner',
        currentOrganizationAccessLevel: accessLevel,
        organization: { uniqueId: organisation.id, name: organisation.name, createdAt },
      },
    })
  })

  const members = '/organization/members'
  app.get(members, limitRate(vendor, 'organisation', members), (c) => {
    const { page, perPage } = pageOf(c, most)
    const all = listMembers(vendor.store)
    const rows = all.slice((page - 1) * perPage, page * perPage).map(memberToWire)
    return c.json({
      members: rows.length === 0 && isAsBuilt(vendor) ? null : rows,
      paginationMeta: { page, per_page: perPage, total: all.length },
    })
  })
  app.get(`${members}/:id`, limitRate(vendor, 'organisation', `${members}/:id`), (c) => {
    const found = findMember(vendor.store, idOf(c, 'organization member'))
    if (!found) throw notFound('organization member')
    return c.json({ member: memberToWire(found) })
  })

  app.get('/contacts', limitRate(vendor, 'contacts', '/contacts'), (c) => {
    const { page, perPage } = pageOf(c, 50)
    const contacts = listContacts(vendor, perPage, (page - 1) * perPage).map(listedContactToWire)
    const total = Number(vendor.store.get('select count(*) as n from contacts')?.['n'])
    return c.json({
      contacts,
      paginationMeta: { page, per_page: perPage, total },
    })
  })
  app.get('/contacts/:id', limitRate(vendor, 'contact', '/contacts/:id'), (c) => {
    const found = findContact(vendor, idOf(c, 'contact'))
    if (!found) throw notFound('contact')
    return c.json({ contact: listedContactToWire(found) })
  })
  return app
}
