import { createHash, timingSafeEqual } from 'node:crypto'

import { Hono, type Context, type MiddlewareHandler } from 'hono'

import { errorBody, VendorError } from './errors.ts'
import type { Vendor } from './vendor.ts'

/** `lateMs`: how long the answer is kept back once the request was applied. */
export type VendorEnv = { Bindings: { lateMs: number }; Variables: { version: string } }

// The dated ones of the documents' several generations, and the one that the vendor's own client sends.
const versions = new Set(['2021-04-15', '2021-07-28', '2023-02-21', 'v3'])

export function newRouter(): Hono<VendorEnv> {
  // The list of users is documented with a slash at its end.
  return new Hono<VendorEnv>({ strict: false })
}

/** The one exit for refusals; anything unexpected is the vendor's own 500. */
export function refuse(error: Error): Response {
  const { status, problems } =
    error instanceof VendorError ? error : { status: 500, problems: ['Something went wrong.'] }
  return Response.json(errorBody(status, problems), { status })
}

/** A bearer token in the header, and nowhere else. */
export function authenticate({ apiKey }: Vendor): MiddlewareHandler<VendorEnv> {
  const expected = digest(apiKey)
  return async (c, next) => {
    const [, given] = /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      throw new VendorError(401, 'Invalid token: this access token is not known.')
    }
    await next()
  }
}

export function requireVersion(): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    const given = c.req.header('Version')
    if (given === undefined || !versions.has(given)) {
      throw new VendorError(400, given === undefined ? 'The Version header is missing.' : 'No such version.')
    }
    c.set('version', given)
    await next()
  }
}

/** Headers go on every answer that is not a 5xx; an unknown token has no counters. */
export function limitRate(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    const { allowed, headers } = vendor.limits.take()
    if (allowed) await next()
    else c.res = refuse(new VendorError(429, 'Too many requests.'))
    if (c.res.status >= 500) return
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}

/** An answer that comes late: what was asked is done and announced already. */
export function answerLate(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    await next()
    const { lateMs } = c.env
    if (lateMs > 0) await new Promise<void>((resolve) => void vendor.timer(resolve, lateMs))
  }
}

/** The location that a request names must be the token's. */
export function ownLocation(vendor: Vendor, given: unknown): void {
  if (given !== vendor.locationId) throw new VendorError(403, 'This token has no access to this location.')
}

/** Every answer names itself, for support. */
export function traced(vendor: Vendor, c: Context<VendorEnv>, body: object): Response {
  const traceId = Array.from({ length: 4 }, () => Math.floor(vendor.random() * 0x1_0000_0000).toString(16)).join('-')
  return c.json({ ...body, traceId })
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
