import type { Hono } from 'hono'
import { agentRoutes } from './agents.ts'
import type { Env } from '../plumbing/http.ts'
import { identityRoutes } from './identities.ts'
import { linkRoutes } from './links.ts'
import { meRoutes } from './me.ts'
import { ownerRoutes } from './owner.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'
import { sessionRoutes } from './session.ts'

/** Every endpoint about people. */
export function peopleRoutes(app: Hono<Env>, deps: PeopleRouteDeps): void {
  ownerRoutes(app, deps)
  sessionRoutes(app, deps)
  linkRoutes(app, deps)
  meRoutes(app, deps)
  agentRoutes(app, deps)
  identityRoutes(app, deps)
}
