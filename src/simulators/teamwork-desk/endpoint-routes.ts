import type { Hono } from 'hono'

import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  endpointFrom,
  endpointToWire,
  mustFindEndpoint,
} from './endpoints.ts'
import { newRouter, pathId, readBody, type DeskEnv } from './http.ts'
import { readListRequest, readPage } from './paging.ts'
import type { Vendor } from './vendor.ts'

const listed = { fields: { id: { column: 'id', is: 'number' } }, order: 'id asc' } as const

export function endpointRoutes(vendor: Vendor): Hono<DeskEnv> {
  const routes = newRouter()

  routes.get('/webhookendpoints.json', (c) => {
    const { rows, counts } = readPage(vendor.store, 'endpoints', readListRequest(c, listed))
    return c.json({
      webhookendpoints: rows.map((row) => endpointToWire(endpointFrom(row))),
      included: {},
      ...counts,
    })
  })

  routes.post('/webhookendpoints.json', async (c) => {
    const made = createEndpoint(vendor, await readBody(c.req.raw))
    return c.json({ webhookendpoint: endpointToWire(made) }, 201)
  })

  routes.patch('/webhookendpoints/:id{[0-9]+\\.json}', async (c) => {
    const body = await readBody(c.req.raw)
    return c.json({ webhookendpoint: endpointToWire(changeEndpoint(vendor, pathId(c, 'webhookendpoint'), body)) })
  })

  routes.delete('/webhookendpoints/:id{[0-9]+\\.json}', (c) => {
    deleteEndpoint(vendor, mustFindEndpoint(vendor, pathId(c, 'webhookendpoint')).id)
    return c.body(null, 204)
  })

  return routes
}
