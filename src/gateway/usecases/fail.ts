import { errorTable } from '#contract/error.ts'
import type { ErrorCode } from '#contract/error.ts'

type Details = {
  /** The field that is to blame. */
  param?: string | undefined
  /** Replaces the table's message where more can be said; it too says what to do next. */
  message?: string
  /** Goes into the answer beside `error`: a 412 carries the conversation as it is now. */
  extra?: Readonly<Record<string, unknown>>
  /** Whole seconds after which trying again makes sense. */
  retryAfterSeconds?: number
  cause?: unknown
}

/** An expected failure, by its code of the error table. Whoever catches it branches on `code` and never reads the message. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: ErrorCode
  readonly param: string | null
  readonly extra: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | null

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.message ?? errorTable[code].message, { cause: details.cause })
    this.code = code
    this.param = details.param ?? null
    this.extra = details.extra ?? {}
    this.retryAfterSeconds = details.retryAfterSeconds ?? null
  }
}

/** Ends what is being done with a code of the error table. */
export function fail(code: ErrorCode, details: Details = {}): never {
  throw new Failure(code, details)
}
