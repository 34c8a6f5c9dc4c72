import type { Hono } from 'hono'
import { addAgentRoutes } from './agents.ts'
import type { Env } from './http.ts'
import { addIdentityRoutes } from './identities.ts'
import { addLinkRoutes } from './links.ts'
import { addMeRoutes } from './me.ts'
import { addOwnerRoutes } from './owner.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'
import { addSessionRoutes } from './session.ts'

/** Every endpoint about people. */
export function addPeopleRoutes(app: Hono<Env>, deps: PeopleRouteDeps): void {
  addOwnerRoutes(app, deps)
  addSessionRoutes(app, deps)
  addLinkRoutes(app, deps)
  addMeRoutes(app, deps)
  addAgentRoutes(app, deps)
  addIdentityRoutes(app, deps)
}
