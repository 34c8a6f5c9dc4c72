import type { Hono } from 'hono'

import { notFound } from './errors.ts'
import { answerLate, authenticate, limitRate, newRouter, refuse, requestId, single, type VendorEnv } from './http.ts'
import { replayPosts } from './idempotency.ts'
import { contactRoutes } from './contact-routes.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { apiKeyId, organisation } from './organisation.ts'
import { subscriptionRoutes } from './subscription-routes.ts'
import { templateRoutes } from './template-routes.ts'
import type { Vendor } from './vendor.ts'

/** The vendor's public API, with paths as they stand below `/v1`. */
export function createRoutes(vendor: Vendor): Hono<VendorEnv> {
  const app = newRouter()
  app.use(requestId(vendor))
  app.onError((error, c) => refuse(c, error))

  app.get('/health', (c) => c.json({ status: 'ok', request_id: c.var.requestId }))
  app.use(authenticate(vendor), limitRate(vendor), replayPosts(vendor), answerLate(vendor))

  app.get('/me', (c) => single(c, me(vendor)))
  app.route('/conversations', conversationRoutes(vendor))
  app.route('/messages', messageRoutes(vendor))
  app.route('/templates', templateRoutes(vendor))
  app.route('/contacts', contactRoutes(vendor))
  app.route('/webhook_subscriptions', subscriptionRoutes(vendor))
  app.route('/webhook_deliveries', deliveryRoutes(vendor))
  app.all('*', () => {
    throw notFound('route')
  })
  return app
}

function me(vendor: Vendor) {
  const { read, write } = vendor.limits.limits()
  return {
    organization: { id: organisation.id, object: 'organization', name: organisation.name },
    api_key: { id: apiKeyId, object: 'api_key', label: 'Sandbox', last4: vendor.apiKey.slice(-4) },
    rate_limits: { tier: write > 60 ? 'pro' : 'default', write_per_minute: write, read_per_minute: read },
  }
}
