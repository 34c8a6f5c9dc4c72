import type { Hono } from 'hono'
import { writingModeSchema } from '#contract/draft.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Hub } from '#gateway/live/hub.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { readDrafts, saveDraft } from '#gateway/usecases/writing/drafts.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { done, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'

/** What the asking agent has begun to write; there is no way to anybody else's. */
export function draftRoutes(
  app: Hono<Env>,
  deps: { storage: Storage; now: () => number; hub: Pick<Hub, 'refresh'> },
): void {
  route(app, endpoints.listDrafts, async ({ who }) => ({
    data: await readDrafts(deps.storage.db, who.workspaceId, who.agent.id),
  }))

  route(app, endpoints.saveDraft, async ({ who, body, param }) => {
    const mode = writingModeSchema.safeParse(param('mode'))
    await saveDraft(deps, {
      workspaceId: who.workspaceId,
      agentId: who.agent.id,
      conversationId: param('id'),
      mode: mode.success ? mode.data : fail('resource_not_found'),
      body,
    })
    deps.hub.refresh()
    return done
  })
}
