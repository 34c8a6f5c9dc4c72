import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { actorOf } from '#gateway/auth/who.ts'
import type { Hub } from '#gateway/live/hub.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { dropCannedReply, keepCannedReply, readCannedReplies } from '#gateway/usecases/writing/canned-replies.ts'
import { done, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'

/** Replies that the team keeps ready. Every open page hears of a change at once. */
export function cannedReplyRoutes(
  app: Hono<Env>,
  deps: { storage: Storage; now: () => number; hub: Pick<Hub, 'refresh'> },
): void {
  const told = <T>(data: T) => {
    deps.hub.refresh()
    return { data }
  }

  route(app, endpoints.listCannedReplies, async ({ who }) => ({
    data: await readCannedReplies(deps.storage.db, who.workspaceId),
  }))

  route(app, endpoints.createCannedReply, async ({ who, body }) =>
    told(await keepCannedReply(deps, { workspaceId: who.workspaceId, id: null, body, actor: actorOf(who) })),
  )

  route(app, endpoints.changeCannedReply, async ({ who, body, param }) =>
    told(await keepCannedReply(deps, { workspaceId: who.workspaceId, id: param('id'), body, actor: actorOf(who) })),
  )

  route(app, endpoints.deleteCannedReply, async ({ who, param }) => {
    await dropCannedReply(deps, who.workspaceId, param('id'))
    return told(done.data)
  })
}
