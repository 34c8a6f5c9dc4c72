import type { Hono } from 'hono'

import { notFound } from './errors.ts'
import { newRouter, page, single, type VendorEnv } from './http.ts'
import { oneOf } from './input.ts'
import { cutPage, readPageRequest } from './paging.ts'
import { listTemplates, templatesNamed, templateStatuses, templateToWire } from './templates.ts'
import type { Vendor } from './vendor.ts'

/** The order of this list is its own, so a position in it is a number from its end. */
export function templateRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/', (c) => {
    const { status: given, language } = c.req.query()
    const status = given === undefined ? 'all' : oneOf(given, templateStatuses, 'status')
    const request = readPageRequest(c, vendor.cursors, 'templates', { status, language })
    const rows = listTemplates({ status, language }).map((template, at) => ({ template, at }))
    const rest = rows.filter(({ at }) => request.after === null || at > request.after.sort)
    const cut = cutPage(rest, request, vendor.cursors, ({ at }) => ({ sort: at, id: String(at) }))
    return page(c, { ...cut, data: cut.data.map(({ template }) => templateToWire(template)) })
  })

  routes.get('/:name', (c) => {
    const [found] = templatesNamed(c.req.param('name'))
    if (found === undefined) throw notFound('template')
    return single(c, templateToWire(found))
  })

  return routes
}
