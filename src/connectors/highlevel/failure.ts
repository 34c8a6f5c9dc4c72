import { ConnectorError } from '../connector-error.ts'
import { errorKindOf } from '../kit/error-kind.ts'
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
  return new ConnectorError(errorKindOf(status), code, `HighLevel answered ${status}.`, {
    status,
    param: status === 422 ? fieldIn([message ?? []].flat()[0]) : undefined,
    vendorRequestId: traceId,
    retryAfterMs: status === 429 ? waitAfterLimit(headers, now) : (readRetryAfter(headers, now) ?? undefined),
  })
}

/** A complaint begins with the field, or with `property` and the field. */
function fieldIn(complaint: string | undefined): string | undefined {
  return /^(?:property )?([A-Za-z][\w.]{0,63})\b/.exec(complaint ?? '')?.[1]
}
