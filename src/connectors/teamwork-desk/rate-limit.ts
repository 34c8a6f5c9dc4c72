import type { Budget } from '../connector.ts'
import { readRetryAfter, wholeNumber } from '../kit/waits.ts'

/** The documented limit of everybody behind one key, for as long as no answer told another. */
export const CALLS_PER_MINUTE = 120
/** The limit is one of minutes, so no wait is longer. */
const WINDOW_MS = 60_000
/** When the vendor limits us without saying for how long. */
const DEFAULT_WAIT_MS = 1000
/** What is smaller is no moment since 1970 that matters, but seconds that are left. */
const FIRST_EPOCH = 1_000_000_000

/** What the rate-limit headers say, or null when any is missing or unreadable. */
export function readBudget(headers: Headers, now: number): Budget | null {
  const limit = wholeNumber(headers.get('x-rate-limit-limit'))
  const remaining = wholeNumber(headers.get('x-rate-limit-remaining'))
  const wait = waitForReset(headers, now)
  return limit === null || remaining === null || wait === null ? null : { limit, remaining, resetAt: now + wait }
}

/** How long to wait after a 429, in milliseconds: Retry-After, else until the reset, else a second; a minute at most. */
export function waitAfterLimit(headers: Headers, now: number): number {
  const wait = readRetryAfter(headers, now) ?? waitForReset(headers, now) ?? DEFAULT_WAIT_MS
  return Math.min(wait === 0 ? DEFAULT_WAIT_MS : wait, WINDOW_MS)
}

/** The documents call it both what is left of the window and a moment in epoch seconds, so both are understood. */
function waitForReset(headers: Headers, now: number): number | null {
  const reset = wholeNumber(headers.get('x-rate-limit-reset'))
  if (reset === null) return null
  const wait = reset < FIRST_EPOCH ? reset * 1000 : reset * 1000 - now
  return Math.min(Math.max(wait, 0), WINDOW_MS)
}
