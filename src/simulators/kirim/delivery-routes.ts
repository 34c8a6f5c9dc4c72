import type { JsonObject } from '../kit/json.ts'
import type { Hono } from 'hono'

import { parseIso } from '../kit/clock.ts'
import { badField, notFound } from './errors.ts'
import {
  deliveryStatuses,
  deliveryToWire,
  findDelivery,
  listDeliveries,
  replayDelivery,
  type DeliveryQuery,
} from './deliveries.ts'
import { newRouter, page, single, type VendorEnv } from './http.ts'
import { oneOf, optionalText, readObject, requiredText } from './input.ts'
import { cutPage, readPageRequest } from './paging.ts'
import { findSubscription } from './subscriptions.ts'
import type { Vendor } from './vendor.ts'

const replayCap = 1000

export function deliveryRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/', (c) => {
    const { subscription_id: subscriptionId, status } = c.req.query()
    if (status !== undefined) oneOf(status, deliveryStatuses, 'status')
    const request = readPageRequest(c, vendor.cursors, 'webhook_deliveries', { subscriptionId, status })
    const rows = listDeliveries(vendor, { subscriptionId, status }, request.after, request.limit + 1)
    const { data, ...rest } = cutPage(rows, request, vendor.cursors, ({ createdMs, id }) => ({ sort: createdMs, id }))
    return page(c, { data: data.map(deliveryToWire), ...rest })
  })

  routes.post('/bulk_replay', async (c) => {
    const rows = listDeliveries(vendor, readReplay(vendor, await readObject(c.req.raw)), null, replayCap + 1)
    const chosen = rows.slice(0, replayCap)
    for (const row of chosen) replayDelivery(vendor, row)
    return single(c, { enqueued: chosen.length, capped: rows.length > replayCap })
  })

  routes.post('/:id/replay', (c) => {
    const old = findDelivery(vendor, c.req.param('id'))
    if (!old) throw notFound('webhook delivery')
    const { id, status } = replayDelivery(vendor, old)
    return single(c, { id, object: 'webhook_delivery', replayed_from: old.id, status })
  })

  return routes
}

function readReplay(vendor: Vendor, body: JsonObject): DeliveryQuery {
  const subscriptionId = requiredText(body, 'subscription_id', 'subscription_id', 64)
  if (!findSubscription(vendor, subscriptionId)) throw notFound('webhook subscription')
  return {
    subscriptionId,
    status: oneOf(body['status'] ?? 'dead', ['failed', 'dead'], 'status'),
    event: optionalText(body, 'event_type', 'event_type', 64),
    createdAfter: readTime(body, 'created_after'),
    createdBefore: readTime(body, 'created_before'),
  }
}

function readTime(body: JsonObject, field: string): number | undefined {
  const given = optionalText(body, field, field, 64)
  if (given === undefined) return undefined
  const ms = parseIso(given)
  if (ms === null) throw badField(field, `${field} must be an ISO 8601 date-time.`)
  return ms
}
