import { errorTable } from '#contract/error.ts'
import { Failure } from '#gateway/usecases/fail.ts'

/**
 * The one exit for everything that went wrong: a known failure answers with its row of the error table, anything else with
 * `internal_error`, which tells the caller nothing of what happened inside.
 */
export function answerError(error: unknown, requestId: string): Response {
  const failure = error instanceof Failure ? error : new Failure('internal_error')
  const { status, type } = errorTable[failure.code]
  const headers = new Headers({ 'Cache-Control': 'no-store', 'X-Request-Id': requestId })
  if (failure.retryAfterSeconds !== null) headers.set('Retry-After', String(failure.retryAfterSeconds))
  const body = {
    ...failure.extra,
    error: {
      type,
      code: failure.code,
      message: failure.message,
      ...(failure.param === null ? {} : { param: failure.param }),
      request_id: requestId,
    },
  }
  return Response.json(body, { status, headers })
}
