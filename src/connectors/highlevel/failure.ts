import { ConnectorError, type ConnectorErrorKind } from '../connector-error.ts'
import type { Answer } from '../kit/exchange.ts'
import { readRetryAfter } from '../kit/waits.ts'
import { waitAfterLimit } from './rate-limit.ts'
import { errorWire } from './wire.ts'

/**
 * The vendor's refusal as one of our six kinds, by its status: there are no codes. The body is read for nothing but the field that a 422
 * complains of first.
 */
export function failureOf(
  { status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>,
  now: number,
): ConnectorError {
  const { message, traceId } = errorWire.safeParse(body).data ?? {}
  const code = status < 400 ? 'redirected' : `http_${status}`
  // Our own words: a proxy's page or an echo of the request could carry anything into a log.
  return new ConnectorError(kindOf(status), code, `HighLevel answered ${status}.`, {
    status,
    param: status === 422 ? fieldIn([message ?? []].flat()[0]) : undefined,
    vendorRequestId: traceId,
    retryAfterMs: status === 429 ? waitAfterLimit(headers, now) : (readRetryAfter(headers, now) ?? undefined),
  })
}

function kindOf(status: number): ConnectorErrorKind {
  if (status === 401) return 'auth'
  if (status === 404) return 'not_found'
  if (status === 429) return 'rate_limited'
  // A redirect is not followed, as the token must not reach another host; mostly it is a proxy in the way, so it may pass.
  if (status < 400 || status === 408 || status >= 500) return 'unreachable'
  return 'rejected'
}

/** A complaint begins with the field, or with `property` and the field. */
function fieldIn(complaint: string | undefined): string | undefined {
  return /^(?:property )?([A-Za-z][\w.]{0,63})\b/.exec(complaint ?? '')?.[1]
}
