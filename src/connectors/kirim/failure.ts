import { ConnectorError } from '../connector-error.ts'
import { errorKindOf } from '../kit/error-kind.ts'
import type { Answer } from '../kit/exchange.ts'
import { readRetryAfter } from '../kit/waits.ts'
import { lastingReason } from './progress.ts'
import { waitAfterLimit } from './rate-limit.ts'
import { errorEnvelope } from './wire.ts'

/**
 * The vendor's refusal as one of our six kinds. The status decides the kind, because the published list of codes is incomplete;
 * the code is handed on. A 5xx with one of Meta's lasting reasons is a refusal all the same, as the vendor's own plugin takes it. A 404
 * without the vendor's code is `http_404`: the route is missing, which says nothing about the row.
 */
export function failureOf(
  { status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>,
  now: number,
): ConnectorError {
  const error = errorEnvelope.safeParse(body).data?.error
  const lasting = status >= 500 ? (lastingReason(error?.code) ?? lastingReason(error?.provider_code)) : null
  // The first call with this key still runs: the same key asked again later tells how it ended.
  const isRunning = error?.code === 'idempotency_in_progress'
  const kind = isRunning ? 'unreachable' : lasting === null ? errorKindOf(status) : 'rejected'
  const code = status < 400 ? 'redirected' : (lasting ?? error?.code ?? `http_${status}`)
  // Our own words: a proxy's page or an echo of the request could carry anything into a log.
  return new ConnectorError(kind, code, `Kirim.chat answered ${status} (${code}).`, {
    status,
    param: error?.param,
    vendorRequestId: headers.get('x-request-id') ?? error?.request_id,
    retryAfterMs: status === 429 ? waitAfterLimit(headers, now) : (readRetryAfter(headers, now) ?? undefined),
  })
}
