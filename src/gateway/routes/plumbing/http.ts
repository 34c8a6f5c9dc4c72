import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Access, AnswerOf, BodyOf, Endpoint, QueryOf } from '#contract/endpoints/endpoint.ts'
import { newId } from '#gateway/auth/random.ts'
import type { SignedInAgent, Who } from '#gateway/auth/who.ts'
import { isUnavailable } from '#gateway/storage/is-unavailable.ts'
import { Failure } from '#gateway/usecases/fail.ts'
import { answerError } from './answer-error.ts'
import { readBody, readParam, readQuery } from './read-request.ts'

/** `who` is set on every endpoint that is not public, before its handler runs. */
export type Env = { Variables: { requestId: string; who: Who; plumbing: Plumbing } }

/** What every endpoint needs and none of them knows. */
export type Plumbing = {
  /** Who may come in: answers who is asking (null on public endpoints), or throws the `Failure` to answer with. */
  guard: (c: Context<Env>, access: Access) => Promise<Who | null>
  /** Checks every answer against the contract, so that drift is an error here and not in a client. For tests and development. */
  checkAnswers: boolean
  /** Is told of everything that no rule expected; the caller only learns the request id. */
  onUnexpected: (error: unknown, requestId: string) => void
}

type WhoOf<E extends Endpoint> = E['access'] extends 'public'
  ? null
  : E['access'] extends 'agent' | 'admin' | 'owner'
    ? SignedInAgent
    : Who

/** What a handler gets. `param` reads a part of the path. */
export type Call<E extends Endpoint> = {
  c: Context<Env>
  query: QueryOf<E>
  body: BodyOf<E>
  param: (name: string) => string
  who: WhoOf<E>
  requestId: string
}

/** A call of whichever endpoint: `route` knows that each handler gets what its own schemas gave. */
type AnyCall = Pick<Call<Endpoint>, 'c' | 'param' | 'requestId'> & { query: unknown; body: unknown; who: Who | null }

/** Gives the answer's fields; the request id is added on the way out. */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<Omit<AnswerOf<E>, 'request_id'>>

/** Puts a request id on every answer and lets every error leave by the same door. Call it before any route is added. */
export function installPlumbing(app: Hono<Env>, plumbing: Plumbing): void {
  app.use(async (c, next) => {
    const requestId = newId('req')
    c.set('requestId', requestId)
    c.set('plumbing', plumbing)
    c.header('X-Request-Id', requestId)
    await next()
  })
  app.onError((error, c) => {
    if (!(error instanceof Failure)) plumbing.onUnexpected(error, c.get('requestId'))
    // What an agent did must be tried again when the database is back: after a 500 it would be given up.
    const passes = isUnavailable(error)
    return answerError(
      c,
      c.get('requestId'),
      passes ? new Failure('service_unavailable', { retryAfterSeconds: 1 }) : error,
    )
  })
}

/** Registers one endpoint of the contract: who may call it, what it takes, what it answers. */
export function route<E extends Endpoint>(app: Hono<Env>, endpoint: E, handler: Handler<E>): void
export function route(app: Hono<Env>, endpoint: Endpoint, handler: (call: AnyCall) => Promise<object>): void {
  app.on(endpoint.method, honoPath(endpoint.path), async (c) => {
    const { guard, checkAnswers } = c.get('plumbing')
    const requestId = c.get('requestId')
    const who = await guard(c, endpoint.access)
    if (who !== null) c.set('who', who)
    const query = readQuery(c, endpoint.query ?? noQuery)
    const body = endpoint.body === undefined ? undefined : await readBody(c, endpoint.body)
    const answer = {
      ...(await handler({ c, query, body, who, requestId, param: (name) => readParam(c, name) })),
      request_id: requestId,
    }
    if (checkAnswers) z.parse(endpoint.answer, answer)
    c.header('Cache-Control', 'no-store')
    return c.json(answer)
  })
}

/** The browser tab that asks, as it names itself, so that it knows its own echo. */
export function clientOf(c: Context<Env>): string | null {
  const header = c.req.header('X-Sigap-Client')
  return header !== undefined && /^[\w-]{1,64}$/.test(header) ? header : null
}

/** Answers a path under /v1 that no route took: 405 when only the method is wrong, else 404. */
export function answerUnknownPath(c: Context<Env>): Response {
  const methods = [...Object.values(endpoints), ...Object.values(openRoutes)]
    .filter((endpoint) => pathPattern(endpoint.path).test(c.req.path))
    .map((endpoint) => endpoint.method)
  if (methods.length === 0) return answerError(c, c.get('requestId'), new Failure('resource_not_found'))
  c.header('Allow', [...new Set(methods)].join(', '))
  return answerError(c, c.get('requestId'), new Failure('method_not_allowed'))
}

/** The answer where there is nothing to tell but that it is done. */
export const done = { data: { done: true } } as const

const noQuery = z.strictObject({})

/** A path of the contract as Hono writes it. */
export function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
