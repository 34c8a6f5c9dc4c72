import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { DEFAULT_LIMIT } from '#contract/conversation-search.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { readMessages } from '#gateway/usecases/read-messages.ts'
import type { AskVendor } from '#gateway/usecases/read-messages.ts'
import type { Cursors } from './cursor.ts'
import { route } from './http.ts'
import type { Env } from './http.ts'

/** A conversation's thread, page by page. */
export function messageRoutes(
  app: Hono<Env>,
  deps: { storage: Storage; cursors: Cursors; askVendor: AskVendor },
): void {
  route(app, endpoints.listMessages, async ({ query, who, param }) => {
    const conversationId = param('id')
    const filters = JSON.stringify(['messages', conversationId])
    const before =
      query.cursor === undefined
        ? null
        : (deps.cursors.read(query.cursor, filters) ?? fail('invalid_cursor', { param: 'cursor' }))
    const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit)
    const { messages, hasMore } = await readMessages(deps, {
      workspaceId: who.workspaceId,
      conversationId,
      before,
      limit,
    })
    const last = hasMore ? messages.at(-1) : undefined
    return {
      data: messages,
      has_more: last !== undefined,
      next_cursor:
        last === undefined ? null : deps.cursors.write({ ms: Date.parse(last.created_at), id: last.id }, filters),
    }
  })
}
