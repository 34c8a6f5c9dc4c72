import { isRecord, parseJson } from '../kit/json.ts'
import { createHash } from 'node:crypto'

import type { Context, MiddlewareHandler, Next } from 'hono'

import { badField, VendorError } from './errors.ts'
import type { VendorEnv } from './http.ts'
import { integer, text } from '../kit/store.ts'
import type { Vendor } from './vendor.ts'

const ttl = 24 * 60 * 60 * 1000
/** How long a call waits for an earlier one with its key. */
const patience = 30 * 1000

/** `Idempotency-Key`, on POST only: on any other method the header is ignored, as the vendor ignores it. */
export function replayPosts(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  const running = new Map<string, Promise<void>>()
  return async (c, next) => {
    const key = c.req.header('Idempotency-Key')
    if (c.req.method !== 'POST' || key === undefined) return next()
    if (key === '' || key.length > 255) throw badField('Idempotency-Key', 'The key must have 1 to 255 characters.')

    const fingerprint = await fingerprintOf(c)
    while (running.has(key)) await turnOf(key)
    const { promise, resolve } = Promise.withResolvers<void>()
    running.set(key, promise)
    try {
      return await answerOnce(c, next, key, fingerprint)
    } finally {
      running.delete(key)
      resolve()
    }
  }

  /** A second call with the same key waits until the first one has ended, and then repeats its answer. */
  async function turnOf(key: string): Promise<void> {
    const tooLong = Promise.withResolvers<never>()
    const refusal = new VendorError('idempotency_in_progress', 'A request with this key is still running.')
    const cancel = vendor.timer(() => tooLong.reject(refusal), patience)
    while (running.has(key)) await Promise.race([running.get(key), tooLong.promise])
    cancel()
  }

  async function answerOnce(c: Context<VendorEnv>, next: Next, key: string, fingerprint: string) {
    const row = vendor.store.get('select * from idempotency where name = ?', key)
    if (row && integer(row, 'created_ms') + ttl > vendor.clock.now()) {
      if (text(row, 'fingerprint') !== fingerprint) {
        throw new VendorError('idempotency_key_reuse', 'This key was used with another request.')
      }
      const headers = { 'Content-Type': 'application/json', 'Idempotent-Replayed': 'true' }
      const body = text(row, 'body')
      // The body names the first request; the header must name the same one.
      const stored = parseJson(body)
      if (isRecord(stored) && typeof stored['request_id'] === 'string') c.set('requestId', stored['request_id'])
      return new Response(body, { status: integer(row, 'status'), headers })
    }

    await next()
    c.res.headers.set('Idempotent-Replayed', 'false')
    // A refusal is not kept, so that a corrected request may use the key again.
    if (!c.res.ok) return undefined
    const values = [key, fingerprint, c.res.status, await c.res.clone().text(), vendor.clock.now()]
    vendor.store.run('insert or replace into idempotency values (?, ?, ?, ?, ?)', ...values)
    return undefined
  }
}

async function fingerprintOf(c: Context): Promise<string> {
  const body = await c.req.raw.clone().text()
  const canonical = JSON.stringify(sortKeys(parseJson(body))) ?? body
  return createHash('sha256').update(`${c.req.method}\n${c.req.path}\n${canonical}`).digest('hex')
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isRecord(value)) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key])]))
}
