import type { Context, Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { LiveEvent } from '#contract/live-event.ts'
import type { Hub } from '#gateway/live/hub.ts'
import type { ListeningTabs } from '#gateway/live/listening-tabs.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { readChangesSince } from '#gateway/usecases/read-changes.ts'
import { createEventStream } from './plumbing/event-stream.ts'
import { clientOf, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { readQuery } from './plumbing/read-request.ts'

const HEARTBEAT_MS = 15_000
const HEARTBEAT = ': still here\n\n'
const CHANGES_PAGE = 100

const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  // A proxy that buffers would keep what should be live; `chunked` makes the server below send each frame as it comes.
  'X-Accel-Buffering': 'no',
  'Transfer-Encoding': 'chunked',
}

export type LiveDeps = {
  storage: Storage
  hub: Hub
  listeningTabs: ListeningTabs
  /** Whether the session or the key that opened a stream still opens it. */
  stillWelcome: (headers: Headers) => Promise<boolean>
  /** Aborted when the gateway is about to end. */
  ending: AbortSignal
}

/** What changed, as pages and as a stream. */
export function liveRoutes(app: Hono<Env>, deps: LiveDeps): void {
  route(app, endpoints.listChanges, async ({ query, who }) => {
    const limit = query.limit === undefined ? CHANGES_PAGE : Number(query.limit)
    const page = await readChangesSince(deps.storage, who.workspaceId, Number(query.since), limit)
    if (page === null) return fail('changes_expired', { param: 'since' })
    return { data: page.events, as_of: page.asOf, has_more: page.hasMore }
  })

  app.get(openRoutes.live.path, async (c) => {
    const who = await c.get('plumbing').guard(c, openRoutes.live.access)
    if (who === null) return fail('authentication_required')
    const since = readSince(c)
    if (deps.ending.aborted) return fail('service_unavailable')
    // Hono answers HEAD with the answer to GET, whose stream nobody would ever read or close.
    if (c.req.raw.method === 'HEAD') return c.body(null, 200, STREAM_HEADERS)
    const tab = clientOf(c)
    const listening = who.kind === 'agent' && tab !== null ? `${who.agent.id} ${tab}` : null
    return c.body(openStream(deps, { ...who, listening }, since, c.req.raw.headers), 200, STREAM_HEADERS)
  })
}

/** A browser that reconnects by itself says how far it came; what it asked for at first is older. */
function readSince(c: Context<Env>): number {
  const { since } = readQuery(c, openRoutes.live.query)
  const last = c.req.header('Last-Event-ID') ?? ''
  if (last !== '' && !/^\d{1,15}$/.test(last)) fail('invalid_field_value', { param: 'Last-Event-ID' })
  const wanted = last === '' ? since : last
  return wanted === undefined ? fail('missing_required_field', { param: 'since' }) : Number(wanted)
}

function openStream(
  deps: LiveDeps,
  { workspaceId, listening }: { workspaceId: string; listening: string | null },
  since: number,
  headers: Headers,
): ReadableStream<Uint8Array> {
  const stopListening = listening === null ? null : deps.listeningTabs.add(workspaceId, listening)
  const stream = createEventStream(() => {
    clearInterval(heartbeat)
    leave()
    stopListening?.()
  })
  const heartbeat = setInterval(() => {
    stream.push(HEARTBEAT)
    // A session that has ended, or a key that was taken away, must not go on listening. While the database is away nobody is sent off.
    deps.stillWelcome(headers).then(
      (welcome) => welcome || stream.end(),
      () => undefined,
    )
  }, HEARTBEAT_MS)
  heartbeat.unref()
  const leave = deps.hub.join({
    workspaceId,
    since,
    send: (event) => stream.push(frameOf(event)),
    drained: stream.drained,
    end: stream.end,
  })
  return stream.body
}

/** All who listen are sent the same event, so it is written once. */
const frames = new WeakMap<LiveEvent, string>()

function frameOf(event: LiveEvent): string {
  const known = frames.get(event)
  if (known !== undefined) return known
  const id = 'seq' in event ? `id: ${event.seq}\n` : ''
  const frame = `${id}data: ${JSON.stringify(event)}\n\n`
  frames.set(event, frame)
  return frame
}
