import { ConnectorError, type ConnectorErrorKind } from '../connector-error.ts'
import type { Answer } from '../kit/exchange.ts'
import { readRetryAfter } from '../kit/waits.ts'
import { waitAfterLimit } from './rate-limit.ts'
import { validatorWire } from './wire.ts'

/**
 * The vendor's refusal as one of our six kinds, decided by the status: it has no codes, and only a 400 has a documented body, which names
 * the fields that are wrong.
 */
export function failureOf(
  { status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>,
  now: number,
): ConnectorError {
  const errors = validatorWire.safeParse(body).data?.errors
  const [field] = Object.keys(errors ?? {})
  const param = field !== undefined && /^[\w.[\]-]{1,64}$/.test(field) ? field : undefined
  const code = status < 400 ? 'redirected' : param === undefined ? `http_${status}` : 'invalid_field'
  // Our own words: what the vendor or a proxy says could carry anything into a log.
  return new ConnectorError(kindOf(status), code, `Teamwork Desk answered ${status} (${code}).`, {
    status,
    param,
    retryAfterMs: status === 429 ? waitAfterLimit(headers, now) : (readRetryAfter(headers, now) ?? undefined),
  })
}

function kindOf(status: number): ConnectorErrorKind {
  if (status === 401) return 'auth'
  if (status === 404) return 'not_found'
  if (status === 429) return 'rate_limited'
  // A redirect is not followed, as the key must not reach another host; mostly it is a proxy in the way, so it may pass.
  if (status < 400 || status === 408 || status >= 500) return 'unreachable'
  return 'rejected'
}
