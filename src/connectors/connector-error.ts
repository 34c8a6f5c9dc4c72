import type { problemKinds } from '#contract/connection-setup.ts'

/**
 * Six ways a vendor can fail us; the rest of the program decides by `kind` and never reads a message.
 * `auth` our key is refused · `rate_limited` too many calls · `rejected` this request is refused for good ·
 * `not_found` the thing is not there · `unreachable` slow, down, or its own fault: try again · `malformed` an answer we cannot read.
 */
export type ConnectorErrorKind = (typeof problemKinds)[number]

export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
  readonly kind: ConnectorErrorKind
  /** The vendor's own code where it gave one, else ours (`timeout`, `network`, `bad_json`, `http_502` …). */
  readonly code: string
  readonly status: number | null
  readonly param: string | null
  readonly vendorRequestId: string | null
  /** How long the vendor asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | null

  constructor(
    kind: ConnectorErrorKind,
    code: string,
    message: string,
    details: {
      status?: number
      param?: string | undefined
      vendorRequestId?: string | undefined
      retryAfterMs?: number | undefined
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.code = code
    this.status = details.status ?? null
    this.param = details.param ?? null
    this.vendorRequestId = details.vendorRequestId ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
  }
}
