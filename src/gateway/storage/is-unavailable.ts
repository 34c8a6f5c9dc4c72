import { WaitedTooLong } from './sqlite/mutex.ts'

/**
 * No connection, or one that broke; too many of them; no room on the disk or in memory; others were always first; the server starts, stops or
 * only reads, as one does that is about to take over; a statement that took too long.
 */
const PASSING_CODES = new Set(
  `ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENOTFOUND EAI_AGAIN
   08000 08001 08003 08004 08006 25006 25P03 40001 40P01 53100 53200 53300 57014 57P01 57P02 57P03`.split(/\s+/),
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
  if (error instanceof WaitedTooLong) return true
  if ('errcode' in error && typeof error.errcode === 'number') {
    return [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL].includes(error.errcode & 0xff)
  }
  if ('code' in error && typeof error.code === 'string') return PASSING_CODES.has(error.code)
  return PASSING_MESSAGES.has(error.message)
}
