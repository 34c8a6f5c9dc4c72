import { createHash, timingSafeEqual } from 'node:crypto'

import { Hono, type Context, type MiddlewareHandler } from 'hono'

import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { DeskError, errorBody, invalid, notFound } from './errors.ts'
import type { Vendor } from './vendor.ts'

/** `lateMs`: how long the answer is kept back once the request was applied. */
export type DeskEnv = { Bindings: { lateMs: number } }

export function newRouter(): Hono<DeskEnv> {
  return new Hono<DeskEnv>()
}

/** The one exit for refusals; anything unexpected is the vendor's own 500, which has no body that anybody documented. */
export function refuse(error: Error): Response {
  if (!(error instanceof DeskError)) return new Response('Internal Server Error', { status: 500 })
  return Response.json(errorBody(error), { status: error.status })
}

export function authenticate(vendor: Vendor): MiddlewareHandler<DeskEnv> {
  const expected = digest(vendor.apiKey)
  return async (c, next) => {
    const [, given] = /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    if (given === undefined || !timingSafeEqual(digest(given), expected)) throw new DeskError(401, 'unauthorized')
    await next()
  }
}

export function limitRate(vendor: Vendor): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const { allowed, headers } = vendor.limit.take()
    if (allowed) await next()
    else c.res = refuse(new DeskError(429, 'rate limit exceeded'))
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}

/** An answer that comes late: what was asked is done and announced already. */
export function answerLate(vendor: Vendor): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    await next()
    const { lateMs } = c.env
    if (lateMs > 0) await new Promise<void>((resolve) => void vendor.timer(resolve, lateMs))
  }
}

/** The number in a path such as `/tickets/12.json`; anything else is no such thing. */
export function pathId(c: Context<DeskEnv>, what: string): number {
  const [, digits] = /^([1-9]\d{0,14})(?:\.json)?$/.exec(c.req.param('id') ?? '') ?? []
  if (digits === undefined) throw notFound(what)
  return Number(digits)
}

/** The JSON object in a request body. */
export async function readBody(request: Request): Promise<JsonObject> {
  const parsed = parseJson(await request.text())
  if (!isRecord(parsed)) throw invalid('body', 'must be a JSON object')
  return parsed
}

/** The object under the resource's own name, as every answer has it too. */
export async function readWrapped(request: Request, name: string): Promise<JsonObject> {
  const inner = (await readBody(request))[name]
  if (!isRecord(inner)) throw invalid(name, 'is required')
  return inner
}

/** The id in a reference such as `{"id": 5}`; undefined when the key is absent, null when it was given as null. */
export function readRef(body: JsonObject, field: string): number | null | undefined {
  const value = body[field]
  if (value === undefined || value === null) return value
  if (!isRecord(value) || !Number.isSafeInteger(value['id'])) throw invalid(`${field}.id`, 'must be a whole number')
  return Number(value['id'])
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
