import type { Context, Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import type { OpenedMedia } from '#connectors/reading.ts'
import { fail } from '#gateway/usecases/fail.ts'
import type { MediaAt, MediaDoor } from '#gateway/usecases/files/open-media.ts'
import { guardedStream } from './guarded-stream.ts'
import { honoPath } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { contentDisposition, servedAs } from './media-headers.ts'
import { readParam } from '../plumbing/read-request.ts'

const MOST_BYTES = 100 * 1024 * 1024
const STALL_MS = 30_000
/** The same file for ever, but whoever signed out should not find it for long. */
const CACHE = 'private, max-age=3600'
/** A single span; several at once would be another kind of answer. */
const ONE_SPAN = /^bytes=(\d{1,15}-\d{0,15}|-\d{1,15})$/

/**
 * Files in messages, under the page's own origin and for those who may read the conversation. Nothing of them can run here: what is not
 * on a short list of types is only saved, no type is guessed, and what is opened by itself stands in a sandbox.
 */
export function mediaRoutes(app: Hono<Env>, deps: { media: MediaDoor }): void {
  const { path, access } = openRoutes.media

  app.get(honoPath(path), async (c) => {
    const who = (await c.get('plumbing').guard(c, access)) ?? fail('authentication_required')
    const at = { conversationId: readParam(c, 'conversation_id'), messageId: readParam(c, 'message_id') }
    const file = await deps.media.find({ workspaceId: who.workspaceId, ...at })
    const etag = etagOf(file)
    if (c.req.header('If-None-Match') === etag) {
      c.header('ETag', etag)
      c.header('Cache-Control', CACHE)
      return c.body(null, 304)
    }

    const leaving = new AbortController()
    const gone = AbortSignal.any([c.req.raw.signal, leaving.signal])
    const opened = await deps.media.open(file, spanOf(c, etag), gone)
    if (wholeSize(opened) > MOST_BYTES) {
      leaving.abort()
      return fail('media_too_large')
    }
    setHeaders(c, file, opened, etag)
    if (opened.body === null || c.req.raw.method === 'HEAD' || opened.status === 416) {
      leaving.abort()
      return c.body(null, opened.status)
    }
    const end = () => leaving.abort()
    return c.body(guardedStream(opened.body, { mostBytes: MOST_BYTES, stallMs: STALL_MS, onEnd: end }), opened.status)
  })
}

/** What is in a message never changes, so its name is enough. */
function etagOf({ conversationId, messageId }: MediaAt): string {
  return `"${encodeURIComponent(conversationId)}.${encodeURIComponent(messageId)}"`
}

function spanOf(c: Context<Env>, etag: string): string | null {
  const range = c.req.header('Range')
  const condition = c.req.header('If-Range')
  if (range === undefined || !ONE_SPAN.test(range) || (condition !== undefined && condition !== etag)) return null
  return range
}

/** In bytes, as far as it is told before the first of them; else 0. */
function wholeSize({ length, range }: OpenedMedia): number {
  const total = Number(range?.split('/')[1])
  return Number.isNaN(total) ? (length ?? 0) : total
}

function setHeaders(c: Context<Env>, { media }: MediaAt, opened: OpenedMedia, etag: string): void {
  const { type, disposition } = servedAs({ served: opened.mimeType, told: media.mime_type })
  c.header('Content-Type', type)
  c.header('Content-Disposition', contentDisposition(disposition, { ...media, type }))
  c.header('Content-Security-Policy', "default-src 'none'; img-src 'self'; media-src 'self'; sandbox")
  c.header('Cache-Control', opened.status === 416 ? 'no-store' : CACHE)
  c.header('ETag', etag)
  if (opened.status !== 200 || opened.length !== null) c.header('Accept-Ranges', 'bytes')
  if (opened.length !== null && opened.status !== 416) c.header('Content-Length', String(opened.length))
  if (opened.range !== null) c.header('Content-Range', opened.range)
}
