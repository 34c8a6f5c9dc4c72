import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { actorOf } from '#gateway/auth/who.ts'
import { listIdentities, mapIdentity } from '#gateway/usecases/people/map-identity.ts'
import { acceptSuggestions, listVendorUsers } from '#gateway/usecases/people/vendor-users.ts'
import { route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'

/** Which agents the vendors' users are. */
export function identityRoutes(app: Hono<Env>, { people }: PeopleRouteDeps): void {
  route(app, endpoints.listIdentities, async () => ({ data: await listIdentities(people) }))

  route(app, endpoints.listVendorUsers, async () => ({ data: await listVendorUsers(people) }))

  route(app, endpoints.acceptSuggestions, async ({ who }) => ({ data: await acceptSuggestions(people, actorOf(who)) }))

  route(app, endpoints.mapIdentity, async ({ body, param, who }) => ({
    data: await mapIdentity(people, {
      connectionId: param('id'),
      vendorUserId: param('vendor_user_id'),
      agentId: body.agent_id,
      actor: actorOf(who),
    }),
  }))
}
