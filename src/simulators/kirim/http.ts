import { createHash, timingSafeEqual } from 'node:crypto'

import { Hono, type Context, type MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

import { errorBody, errorStatus, VendorError } from './errors.ts'
import type { Page } from './paging.ts'
import { requestClass } from '../kit/request-class.ts'
import { newId, type Vendor } from './vendor.ts'

/** `lateMs`: how long the answer is kept back once the request was applied. */
export type VendorEnv = { Bindings: { lateMs: number }; Variables: { requestId: string } }

export function newRouter(): Hono<VendorEnv> {
  return new Hono<VendorEnv>()
}

/** The envelope of one resource. */
export function single(c: Context<VendorEnv>, data: unknown, status: ContentfulStatusCode = 200): Response {
  return c.json({ data, request_id: c.var.requestId }, status)
}

/** The envelope of a list. */
export function page<T>(c: Context<VendorEnv>, { data, has_more, next_cursor }: Page<T>): Response {
  return c.json({ data, has_more, next_cursor, request_id: c.var.requestId })
}

/** The one exit for refusals; anything unexpected is the vendor's own 500. */
export function refuse(c: Context<VendorEnv>, error: Error): Response {
  const refusal = error instanceof VendorError ? error : new VendorError('internal_error', 'Something went wrong.')
  const headers = { 'X-Request-Id': c.var.requestId }
  return Response.json(errorBody(refusal, c.var.requestId), { status: errorStatus(refusal.code), headers })
}

export function requestId(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    c.set('requestId', newId(vendor, 'req'))
    await next()
    c.res.headers.set('X-Request-Id', c.var.requestId)
  }
}

/** Bearer key in the header, and nowhere else. */
export function authenticate(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  const expected = digest(vendor.apiKey)
  return async (c, next) => {
    const [, given] = /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      throw new VendorError('invalid_api_key', 'The API key is missing or not valid.')
    }
    await next()
  }
}

/** Headers go on every success and every 4xx; they are not promised on a 5xx, so there they are absent. */
export function limitRate(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    const { allowed, headers } = vendor.limits.take(requestClass(c.req.method))
    if (allowed) await next()
    else c.res = refuse(c, new VendorError('rate_limit_exceeded', 'Too many requests.'))
    if (c.res.status >= 500) return
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}

/** An answer that comes late: what was asked is done and announced already, and its key still in use. */
export function answerLate(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    await next()
    const { lateMs } = c.env
    if (lateMs > 0) await new Promise<void>((resolve) => void vendor.timer(resolve, lateMs))
  }
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
