import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { changeRole } from '#gateway/usecases/people/change-role.ts'
import { inviteAgent } from '#gateway/usecases/people/invite-agent.ts'
import { listAgents } from '#gateway/usecases/people/list-agents.ts'
import type { OneTimeLink } from '#gateway/usecases/people/one-time-link.ts'
import { resetPassword } from '#gateway/usecases/people/reset-password.ts'
import { route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { pageAddress } from '../plumbing/whereabouts.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'

/** The roster, and the owner's way of adding to it. */
export function agentRoutes(app: Hono<Env>, deps: PeopleRouteDeps): void {
  route(app, endpoints.listAgents, async () => ({ data: await listAgents(deps.people) }))

  route(app, endpoints.inviteAgent, async ({ c, body }) => ({
    data: presentLink(await inviteAgent(deps.people, body), pageAddress(c, deps)),
  }))

  route(app, endpoints.changeRole, async ({ body, param }) => ({
    data: await changeRole(deps.people, param('id'), body.role),
  }))

  route(app, endpoints.resetPassword, async ({ c, param }) => ({
    data: presentLink(await resetPassword(deps.people, param('id')), pageAddress(c, deps)),
  }))
}

function presentLink({ token, expiresAt }: OneTimeLink, address: string) {
  return { url: `${address}/link/${token}`, expires_at: new Date(expiresAt).toISOString() }
}
