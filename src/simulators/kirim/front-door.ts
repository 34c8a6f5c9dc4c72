import { errorTypeOf } from './errors.ts'
import type { Fault, Faults } from './faults.ts'
import { malform } from './malform.ts'
import type { RequestLog } from './request-log.ts'
import { newId, type Vendor } from './vendor.ts'

export type FrontDoor = (request: Request) => Promise<Response>

type Rooms = {
  vendor: Vendor
  faults: Faults
  log: RequestLog
  /** The path in front of the vendor's own, such as `/v1`. */
  basePath: string
  /** @param lateMs how long the answer is kept back once the request was applied */
  app: (request: Request, lateMs: number) => Response | Promise<Response>
  sleep: (ms: number) => Promise<void>
}

/**
 * What stands between the network and the vendor: it notes the request and lets faults happen. Rejects as fetch
 * does when a connection is lost or the caller gives up; giving up does not undo what was asked.
 */
export function createFrontDoor({ vendor, faults, log, basePath, app, sleep }: Rooms): FrontDoor {
  async function answer(request: Request, kept: Request, struck: Fault[]): Promise<Response> {
    const entry = log.open(request.method, new URL(request.url), vendor.clock.now())
    const waitMs = latencyIn(struck, 'before')
    if (waitMs > 0) await sleep(waitMs)
    if (request.body !== null) entry.body = await kept.text()
    if (struck.some((fault) => fault.kind === 'drop' && fault.when === 'before')) throw connectionLost()

    const refusal = errorIn(struck, 'before')
    const answered = refusal ? errorResponse(vendor, refusal) : await app(request, latencyIn(struck, 'after'))
    const failure = errorIn(struck, 'after')
    const raw = failure ? errorResponse(vendor, failure) : answered
    entry.status = raw.status
    entry.request_id = raw.headers.get('X-Request-Id')
    if (struck.some((fault) => fault.kind === 'drop' && fault.when === 'after')) throw connectionLost()
    const broken = struck.find((fault) => fault.kind === 'malformed')
    return broken ? malform(raw, broken) : raw
  }

  return (request) => {
    const path = new URL(request.url).pathname.slice(basePath.length)
    const answered = answer(request, request.clone(), faults.strike(request.method, path))
    return Promise.race([answered, givenUp(request.signal)])
  }
}

function latencyIn(struck: Fault[], when: 'before' | 'after'): number {
  return struck.reduce((ms, fault) => (fault.kind === 'latency' && fault.when === when ? ms + fault.ms : ms), 0)
}

function errorIn(struck: Fault[], when: 'before' | 'after') {
  return struck.filter((fault) => fault.kind === 'error').find((fault) => fault.when === when)
}

function errorResponse(vendor: Vendor, fault: Extract<Fault, { kind: 'error' }>): Response {
  const { status, headers = {}, body, param, message = 'A simulated failure.' } = fault
  if (body !== undefined) return new Response(body, { status, headers: { 'Content-Type': 'text/html', ...headers } })
  const code = fault.code ?? defaultCodes[status] ?? (status >= 500 ? 'internal_error' : 'invalid_request')
  const requestId = newId(vendor, 'req')
  const error = { type: errorTypeOf(status), code, message, ...(param === undefined ? {} : { param }) }
  const sent = { 'X-Request-Id': requestId, ...headers }
  return Response.json({ error: { ...error, request_id: requestId } }, { status, headers: sent })
}

const defaultCodes: Record<number, string> = {
  401: 'invalid_api_key',
  404: 'resource_not_found',
  429: 'rate_limit_exceeded',
  502: 'whatsapp_upstream_error',
}

function connectionLost(): TypeError {
  return new TypeError('fetch failed')
}

function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
