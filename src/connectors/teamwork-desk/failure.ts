import { ConnectorError } from '../connector-error.ts'
import { errorKindOf } from '../kit/error-kind.ts'
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
  return new ConnectorError(errorKindOf(status), code, `Teamwork Desk answered ${status} (${code}).`, {
    status,
    param,
    retryAfterMs: status === 429 ? waitAfterLimit(headers, now) : (readRetryAfter(headers, now) ?? undefined),
  })
}
