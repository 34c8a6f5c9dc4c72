import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import type { Hub } from '#gateway/live/hub.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { reportPresence } from '#gateway/usecases/presence.ts'
import { clientOf, done, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'

/** Who looks at which conversation, as the tabs themselves say. */
export function presenceRoutes(app: Hono<Env>, deps: { storage: Storage; now: () => number; hub: Hub }): void {
  route(app, endpoints.reportPresence, async ({ c, who, body }) => {
    const tab = clientOf(c) ?? fail('missing_required_field', { param: 'X-Sigap-Client' })
    // A tab names itself, so its name counts together with who it is.
    const at = { workspaceId: who.workspaceId, agentId: who.agent.id, tab: `${who.agent.id} ${tab}` }
    await reportPresence(deps, at, body)
    deps.hub.refresh()
    return done
  })
}
