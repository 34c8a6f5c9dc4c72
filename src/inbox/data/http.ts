import * as z from 'zod/mini'
import type { AnswerOf, BodyOf, Endpoint, QueryOf } from '#contract/endpoints/endpoint.ts'
import { errorBodySchema } from '#contract/error.ts'
import { randomId } from '#inbox/lib/random-id.ts'
import { ApiError, kindOfStatus } from './api-error.ts'
import { sessionExpiry } from './session-expiry.ts'

export type CallOptions<E extends Endpoint> = {
  /** Values for the `{names}` of the path. */
  params?: Record<string, string>
  query?: QueryOf<E>
  body?: BodyOf<E>
  /** The version that a PATCH names in `If-Match`; without it a PATCH applies as sent. */
  version?: number
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Goes out even when the page is closed meanwhile; for small bodies. */
  keepalive?: boolean
}

/** Calls an endpoint of the contract and answers what its schema parsed. Fails with `ApiError` and nothing else, save an abort by the caller. */
export type Call = <E extends Endpoint>(endpoint: E, options?: CallOptions<E>) => Promise<AnswerOf<E>>

type CallDeps = {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  clientId: string
  timeoutMs: number
  onSignedOut: () => void
}

/** A queued request counts as waiting too, so this is well above what a healthy gateway needs. */
const TIMEOUT_MS = 20_000

/** Names this tab to the gateway, so that the tab knows the echo of its own changes. Made anew on every load. */
export const clientId = `tab_${randomId()}`

export function createCall({ fetch, clientId, timeoutMs, onSignedOut }: CallDeps): Call {
  return async <E extends Endpoint>(endpoint: E, options: CallOptions<E> = {}) => {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout])
    const response = await reach(
      () => fetch(urlOf(endpoint, options), { ...initOf(endpoint, options, clientId), signal }),
      options.signal,
    )
    const body = await reach(() => readJson(response), options.signal)
    if (!response.ok) {
      const error = errorOf(response, body)
      if (error.kind === 'auth' && endpoint.access !== 'public') onSignedOut()
      throw error
    }
    const parsed = z.safeParse<E['answer']>(endpoint.answer, body)
    if (parsed.success) return parsed.data
    throw new ApiError('malformed', 'The answer is not what the contract says.', {
      status: response.status,
      body,
      cause: parsed.error,
    })
  }
}

/** The one way to the gateway for everything in the page. */
export const call: Call = createCall({
  fetch: (url, init) => fetch(url, init),
  clientId,
  timeoutMs: TIMEOUT_MS,
  onSignedOut: () => sessionExpiry.signal(),
})

async function reach<T>(step: () => Promise<T>, caller: AbortSignal | undefined): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    // The caller gave up: that is no failure, and the query library must see its own abort.
    if (caller?.aborted === true) throw cause
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
    throw timedOut
      ? new ApiError('timeout', 'No answer in time.', { cause })
      : new ApiError('network', 'The gateway could not be reached.', { cause })
  }
}

function urlOf(endpoint: Endpoint, options: CallOptions<Endpoint>): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (typeof value === 'string') query.set(name, value)
  }
  return query.size === 0 ? path : `${path}?${query}`
}

function initOf(endpoint: Endpoint, options: CallOptions<Endpoint>, clientId: string): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.version !== undefined) headers['if-match'] = String(options.version)
  if (endpoint.method !== 'GET') {
    // No other site can add a header of its own, so this alone tells our page from a forged form.
    headers['x-sigap-request'] = '1'
    headers['x-sigap-client'] = clientId
  }
  return {
    method: endpoint.method,
    headers,
    credentials: 'same-origin',
    ...(options.keepalive === true ? { keepalive: true } : {}),
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    const body: unknown = JSON.parse(text)
    return body
  } catch {
    // A proxy's HTML page, or nothing at all: whoever reads the body decides what that means.
    return null
  }
}

function errorOf(response: Response, body: unknown): ApiError {
  const parsed = z.safeParse(errorBodySchema, body)
  const error = parsed.success ? parsed.data.error : null
  return new ApiError(kindOfStatus(response.status), error?.message ?? `HTTP ${response.status}`, {
    status: response.status,
    ...(error === null ? {} : { code: error.code, param: error.param ?? null, requestId: error.request_id }),
    retryAfterMs: retryAfterMs(response),
    body,
  })
}

/** How long the gateway asks to wait, in milliseconds; null where it does not say. */
export function retryAfterMs({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : null
}
