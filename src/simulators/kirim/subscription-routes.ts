import type { JsonObject } from '../kit/json.ts'
import type { Hono } from 'hono'

import { badField, missingField, notFound, VendorError } from './errors.ts'
import { eventTypes } from './event-types.ts'
import { newRouter, page, single, type VendorEnv } from './http.ts'
import { oneOf, optionalText, readObject, requiredText } from './input.ts'
import {
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  rotateSecret,
  saveSubscription,
  secretToWire,
  subscriptionToWire,
  type Subscription,
} from './subscriptions.ts'
import type { Vendor } from './vendor.ts'

const hour = 60 * 60 * 1000

export function subscriptionRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()
  const toWire = (subscription: Subscription) => subscriptionToWire(vendor, subscription)

  routes.post('/', async (c) => {
    const body = await readObject(c.req.raw)
    const url = readUrl(vendor, body)
    const events = readEvents(body['events'])
    const description = optionalText(body, 'description', 'description', 500) ?? null
    const { subscription, secret } = insertSubscription(vendor, { url, events, description })
    return single(c, { ...toWire(subscription), initial_secret: secret.secret }, 201)
  })

  routes.get('/', (c) => page(c, { data: listSubscriptions(vendor).map(toWire), has_more: false, next_cursor: null }))
  routes.get('/:id', (c) => single(c, toWire(mustFind(vendor, c.req.param('id')))))

  routes.patch('/:id', async (c) => {
    const body = await readObject(c.req.raw)
    const before = mustFind(vendor, c.req.param('id'))
    const after: Subscription = {
      ...before,
      url: body['url'] === undefined ? before.url : readUrl(vendor, body),
      events: body['events'] === undefined ? before.events : readEvents(body['events']),
      description: optionalText(body, 'description', 'description', 500) ?? before.description,
      status: body['status'] === undefined ? before.status : oneOf(body['status'], ['active', 'paused'], 'status'),
      failures: body['status'] === 'active' ? 0 : before.failures,
      updatedMs: vendor.clock.now(),
    }
    saveSubscription(vendor, after)
    return single(c, toWire(after))
  })

  routes.delete('/:id', (c) => {
    const { id } = mustFind(vendor, c.req.param('id'))
    deleteSubscription(vendor, id)
    return single(c, { id, object: 'webhook_subscription', deleted: true })
  })

  routes.post('/:id/secrets', async (c) => {
    const { id } = mustFind(vendor, c.req.param('id'))
    const { expires_in_hours: hours = 24 } = await readObject(c.req.raw)
    if (typeof hours !== 'number' || !Number.isInteger(hours) || hours < 0 || hours > 168) {
      throw badField('expires_in_hours', 'expires_in_hours must be a whole number from 0 to 168.')
    }
    const secret = rotateSecret(vendor, id, hours * hour)
    return single(c, { ...secretToWire(secret), object: 'webhook_secret', secret: secret.secret }, 201)
  })

  return routes
}

function readUrl(vendor: Vendor, body: JsonObject): string {
  const url = requiredText(body, 'url', 'url', 2048)
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {}
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const relaxed = vendor.behaviour.allowLoopbackWebhooks && protocol === 'http:' && loopback
  if (protocol === 'https:' || relaxed) return url
  throw new VendorError('invalid_webhook_url', 'url must be an https address.', 'url')
}

function readEvents(given: unknown): string[] {
  if (given === undefined) throw missingField('events')
  if (!Array.isArray(given) || given.length === 0) throw badField('events', 'events must name at least one event.')
  return [...new Set(given.map((event: unknown) => oneOf(event, eventTypes, 'events')))]
}

function mustFind(vendor: Vendor, id: string): Subscription {
  const found = findSubscription(vendor, id)
  if (!found) throw notFound('webhook subscription')
  return found
}
