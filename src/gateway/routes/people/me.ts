import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { changePassword } from '#gateway/usecases/people/change-password.ts'
import { presentAgent } from '#gateway/usecases/people/list-agents.ts'
import { done, route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { sendCookies } from '../plumbing/send-cookies.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'

/** Who is asking, and their own password. */
export function meRoutes(app: Hono<Env>, { people }: PeopleRouteDeps): void {
  route(app, endpoints.getMe, async ({ who }) => ({
    data: {
      agent: who.kind === 'agent' ? presentAgent(who.agent, false) : null,
      workspace: people.workspace,
      demo: people.demo !== null,
    },
  }))

  route(app, endpoints.changePassword, async ({ c, body, who }) => {
    const change = { agentId: who.agent.id, headers: c.req.raw.headers, ...body }
    sendCookies(c, await changePassword(people, change))
    return done
  })
}
