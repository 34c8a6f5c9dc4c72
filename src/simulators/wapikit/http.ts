import { createHash, timingSafeEqual } from 'node:crypto'

import { Hono, type Context, type MiddlewareHandler } from 'hono'

import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { badRequest, refusal, VendorError } from './errors.ts'
import type { Group } from './rate-limit.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'

/** `lateMs`: how long the answer is kept back once the request was applied. */
export type VendorEnv = { Bindings: { lateMs: number } }

export function newRouter(): Hono<VendorEnv> {
  return new Hono<VendorEnv>()
}

/** Whether a text is the one token that is accepted. */
export function isKey(vendor: Vendor, given: string | undefined): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(vendor.apiKey))
}

/** The token as it is, without a scheme, in a header of the vendor's own. */
export function authenticate(vendor: Vendor): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    if (!isKey(vendor, c.req.header('x-access-token'))) throw new VendorError(401, 'Unauthorized access')
    await next()
  }
}

/** Counts the call against its route's pattern, whatever the method. */
export function limitRate(vendor: Vendor, group: Group, route: string): MiddlewareHandler<VendorEnv> {
  return async (c, next) => {
    const { allowed, remaining, reset, headers } = vendor.limits.take(group, route)
    if (allowed) await next()
    else {
      const text = 'Too many requests'
      const body = isAsBuilt(vendor) ? { error: text, remaining, reset } : { message: text, remaining, reset }
      c.res = Response.json(body, { status: 429 })
    }
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

/** The one exit for refusals; anything unexpected is the vendor's own 500. */
export function refuse(vendor: Vendor, error: Error): Response {
  const status = error instanceof VendorError ? error.status : 500
  return refusal(vendor, status, error instanceof VendorError ? error.message : 'internal server error')
}

/** A row's id in the path. */
export function idOf(c: Context<VendorEnv>, what = 'conversation'): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw badRequest(`invalid ${what} id`)
  return id.toLowerCase()
}

export function isUuid(value: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
}

/** `page` counts from one; both are required. */
export function pageOf(c: Context<VendorEnv>, most: number): { page: number; perPage: number } {
  const page = wholeNumber(c.req.query('page'))
  const perPage = wholeNumber(c.req.query('per_page'))
  if (page < 1 || perPage < 0 || perPage > most) throw badRequest('Invalid page or perPage value')
  return { page, perPage }
}

export async function readObject(c: Context<VendorEnv>): Promise<JsonObject> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw badRequest('code=415, message=Unsupported Media Type')
  }
  const body = parseJson(await c.req.text())
  if (!isRecord(body)) throw badRequest('code=400, message=Syntax error')
  return body
}

function wholeNumber(value: string | undefined): number {
  if (value === undefined || !/^\d{1,9}$/.test(value)) throw badRequest('invalid query parameter')
  return Number(value)
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
