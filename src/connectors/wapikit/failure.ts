import * as z from 'zod/mini'
import { ConnectorError } from '../connector-error.ts'
import { errorKindOf } from '../kit/error-kind.ts'
import type { Answer } from '../kit/exchange.ts'
import { readRetryAfter } from '../kit/waits.ts'
import { waitAfterLimit } from './rate-limit.ts'

/**
 * The vendor's refusal as one of our six kinds. It has no codes, and its text may be anything, a database's own words included: the status
 * decides, and the text serves only to tell its own 404 from that of a missing route. None of it is handed on.
 */
export function failureOf(answer: Pick<Answer, 'status' | 'headers' | 'body'>, now: number): ConnectorError {
  const { status, headers } = answer
  const code = codeOf(answer)
  return new ConnectorError(errorKindOf(status), code, `WapiKit answered ${status} (${code}).`, {
    status,
    retryAfterMs: status === 429 ? waitAfterLimit(answer, now) : (readRetryAfter(headers, now) ?? undefined),
  })
}

function codeOf({ status, body }: Pick<Answer, 'status' | 'body'>): string {
  if (status < 400) return 'redirected'
  // Older servers have another verb here, which changes things on a GET: not to be tried.
  if (status === 405) return 'unsupported_server'
  const text = textOf(body)
  const isHandlers = text !== null && text !== FRAMEWORKS_404
  return (isHandlers ? codes[status] : undefined) ?? `http_${status}`
}

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'invalid_api_key',
  404: 'resource_not_found',
  429: 'rate_limit_exceeded',
}
/** What the framework says of a route that there is none of. */
const FRAMEWORKS_404 = 'Not Found'

const errorWire = z.union([
  z.string(),
  z.pipe(
    z.object({ message: z.string() }),
    z.transform(({ message }) => message),
  ),
  z.pipe(
    z.object({ error: z.string() }),
    z.transform(({ error }) => error),
  ),
])

/** A bare string as the server writes it, `message` as its pages promise, or `error` as its limiter writes. */
function textOf(body: unknown): string | null {
  return errorWire.safeParse(body).data ?? null
}
