import type { Hono } from 'hono'

import { conversationRoutes } from './conversation-routes.ts'
import { frameworkError } from './errors.ts'
import { answerLate, authenticate, isKey, newRouter, refuse, type VendorEnv } from './http.ts'
import { messageRoutes } from './message-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { ownerOf } from './organisation.ts'
import { eventStream, frame } from './streams.ts'
import type { Vendor } from './vendor.ts'

const streaming = { 'Content-Type': eventStream, 'Cache-Control': 'no-cache' }

/** The vendor's public API, with paths as they stand below `/api`. */
export function createRoutes(vendor: Vendor): Hono<VendorEnv> {
  const app = newRouter()
  app.onError((error) => refuse(vendor, error))

  app.get('/health', (c) => c.json({ data: true }))
  // A browser's EventSource can send no header, so the token stands in the address.
  app.get('/events', (c) => {
    if (isKey(vendor, c.req.query('token'))) {
      const { userId } = ownerOf(vendor.store)
      return new Response(vendor.streams.open(userId), { headers: streaming })
    }
    return new Response(frame('error', 'Authorization failed'), { status: 401, headers: streaming })
  })

  app.use(authenticate(vendor), answerLate(vendor))
  app.route('/', organisationRoutes(vendor))
  app.route('/', conversationRoutes(vendor))
  app.route('/', messageRoutes(vendor))
  app.all('*', () => frameworkError(404, 'Not Found'))
  return app
}
