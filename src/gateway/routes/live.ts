import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { endpoints } from '#contract/endpoints.ts'
import type { LiveEvent } from '#contract/live-event.ts'
import type { Hub } from '#gateway/live/hub.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { readChangesSince } from '#gateway/usecases/read-changes.ts'
import { route } from './http.ts'
import type { Env } from './http.ts'

const HEARTBEAT_MS = 15_000
/** A client that reads no longer is let go when this much waits for it; it catches up by seq when it is back. */
const MOST_WAITING_CHARS = 1_000_000
const CHANGES_PAGE = 100

export function liveRoutes(app: Hono<Env>, deps: { storage: Storage; hub: Hub; ending: AbortSignal }): void {
  route(app, endpoints.listChanges, async ({ query, who }) => {
    const limit = query.limit === undefined ? CHANGES_PAGE : Number(query.limit)
    const page = await readChangesSince(deps.storage, who.workspaceId, Number(query.since), limit)
    if (page === null) return fail('changes_expired', { param: 'since' })
    return { data: page.events, as_of: page.asOf, has_more: page.hasMore }
  })

  app.get('/v1/live', async (c) => {
    const who = await c.get('plumbing').guard(c, 'agent_or_key')
    if (who === null) return fail('authentication_required')
    // A browser that reconnects by itself says how far it came; what it asked for at first is older.
    const since = c.req.header('Last-Event-ID') ?? c.req.query('since') ?? ''
    if (!/^\d{1,15}$/.test(since)) return fail('invalid_field_value', { param: 'since' })
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async (stream) => {
      const outgoing = createQueue((text) => stream.write(text))
      const gone = Promise.withResolvers<void>()
      stream.onAbort(gone.resolve)
      deps.ending.addEventListener('abort', () => gone.resolve(), { once: true })
      const heartbeat = setInterval(() => outgoing.push(': still here\n\n'), HEARTBEAT_MS)
      const leave = await deps.hub.join({
        workspaceId: who.workspaceId,
        since: Number(since),
        send(event) {
          if (outgoing.waiting() > MOST_WAITING_CHARS) gone.resolve()
          else outgoing.push(frameOf(event))
          return outgoing.waiting() <= MOST_WAITING_CHARS
        },
      })
      await gone.promise
      clearInterval(heartbeat)
      leave()
    })
  })
}

function frameOf(event: LiveEvent): string {
  const id = 'seq' in event ? `id: ${event.seq}\n` : ''
  return `${id}data: ${JSON.stringify(event)}\n\n`
}

/** Writes one after the other, and knows how much has not gone out yet. */
function createQueue(write: (text: string) => Promise<unknown>) {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    waiting: () => waiting,
    push(text: string) {
      waiting += text.length
      last = last
        .then(() => write(text))
        .catch(() => undefined)
        .finally(() => {
          waiting -= text.length
        })
    },
  }
}
