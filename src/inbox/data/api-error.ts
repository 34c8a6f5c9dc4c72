/**
 * What kind of failure it was, which is all that code may branch on besides `code`:
 * `network` no answer came; `timeout` we stopped waiting; `client` the request was refused (4xx); `conflict` a 412;
 * `auth` nobody is signed in; `rate_limited` too many requests; `server` 5xx; `malformed` an answer that the contract does not know.
 */
export type ApiErrorKind =
  | 'network'
  | 'timeout'
  | 'client'
  | 'conflict'
  | 'auth'
  | 'rate_limited'
  | 'server'
  | 'malformed'

type Details = {
  status?: number
  code?: string
  param?: string | null
  requestId?: string | null
  retryAfterMs?: number | null
  body?: unknown
  cause?: unknown
}

/** Every way in which a call can fail. `status` is 0 when no answer came; `retryAfterMs` is in milliseconds; `body` is the unparsed answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ApiErrorKind
  readonly status: number
  /** The gateway's code, or the kind when the gateway did not name one. */
  readonly code: string
  readonly param: string | null
  readonly requestId: string | null
  readonly retryAfterMs: number | null
  readonly body: unknown

  constructor(kind: ApiErrorKind, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.status = details.status ?? 0
    this.code = details.code ?? kind
    this.param = details.param ?? null
    this.requestId = details.requestId ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    this.body = details.body ?? null
  }
}

/** Which kind an answer's HTTP status stands for. */
export function kindOfStatus(status: number): ApiErrorKind {
  if (status === 401) return 'auth'
  if (status === 408) return 'timeout'
  if (status === 412) return 'conflict'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'server' : 'client'
}
