import type { Hono } from 'hono'

import { chatRoutes } from './chat-routes.ts'
import { directoryRoutes } from './directory-routes.ts'
import { endpointRoutes } from './endpoint-routes.ts'
import { notFound } from './errors.ts'
import { fileRoutes } from './file-routes.ts'
import { answerLate, authenticate, limitRate, newRouter, refuse, type DeskEnv } from './http.ts'
import { ticketRoutes } from './ticket-routes.ts'
import type { Vendor } from './vendor.ts'

/** The vendor's API, with paths as they stand below `/desk/api/v2`. */
export function createRoutes(vendor: Vendor): Hono<DeskEnv> {
  const app = newRouter()
  app.onError(refuse)
  app.use(authenticate(vendor), limitRate(vendor), answerLate(vendor))
  app.route('/', ticketRoutes(vendor))
  app.route('/', fileRoutes(vendor))
  app.route('/', chatRoutes(vendor))
  app.route('/', directoryRoutes(vendor))
  app.route('/', endpointRoutes(vendor))
  app.all('*', () => {
    throw notFound('route')
  })
  return app
}
