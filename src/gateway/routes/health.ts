import type { Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { currentSeq } from '#gateway/storage/workspaces.ts'
import { fail } from '#gateway/usecases/fail.ts'
import type { Env } from './plumbing/http.ts'

/** `/healthz`: the process runs. `/readyz`: it can also reach its database. Neither asks a vendor: theirs is not our health. */
export function healthRoutes(
  app: Hono<Env>,
  deps: { storage: Storage; workspaceId: string; ending: AbortSignal },
): void {
  app.get(openRoutes.health.path, (c) => c.json({ status: 'ok' }))
  app.get(openRoutes.readiness.path, async (c) => {
    if (deps.ending.aborted) return fail('service_unavailable')
    await currentSeq(deps.storage.db, deps.workspaceId).catch((cause: unknown) =>
      fail('service_unavailable', { cause }),
    )
    return c.json({ status: 'ready' })
  })
}
