import type { Hono } from 'hono'

import { contactRoutes } from './contact-routes.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { missing } from './errors.ts'
import { answerLate, authenticate, limitRate, newRouter, refuse, requireVersion, type VendorEnv } from './http.ts'
import { messageRoutes } from './message-routes.ts'
import { userRoutes } from './user-routes.ts'
import type { Vendor } from './vendor.ts'

/** The vendor's public API, which stands at the root of its host. */
export function createRoutes(vendor: Vendor): Hono<VendorEnv> {
  const app = newRouter()
  app.onError(refuse)
  app.use(authenticate(vendor), limitRate(vendor), requireVersion(), answerLate(vendor))
  app.route('/conversations', messageRoutes(vendor))
  app.route('/conversations', conversationRoutes(vendor))
  app.route('/contacts', contactRoutes(vendor))
  app.route('/users', userRoutes(vendor))
  app.all('*', () => {
    throw missing('The route', 'v3')
  })
  return app
}
