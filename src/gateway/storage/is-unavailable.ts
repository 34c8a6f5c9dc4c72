/** No connection, or one that broke; too many of them; the server starts or stops; a statement that took too long. */
const PASSING_CODES = new Set(
  `ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENOTFOUND EAI_AGAIN
   08000 08001 08003 08004 08006 53300 57014 57P01 57P02 57P03`.split(/\s+/),
)

/** pg gives these neither a code nor a class. */
const PASSING_MESSAGES = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
])

const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6
const SQLITE_FULL = 13

/** Whether something failed only because the database could not be had at that moment: trying again later makes sense. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error && typeof error.errcode === 'number') {
    return [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL].includes(error.errcode & 0xff)
  }
  if ('code' in error && typeof error.code === 'string') return PASSING_CODES.has(error.code)
  return PASSING_MESSAGES.has(error.message)
}
