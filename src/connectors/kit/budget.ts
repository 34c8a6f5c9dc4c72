import type { Budget } from '../connector.ts'
import { clampWait, wholeNumber } from './waits.ts'

/** What `X-RateLimit-Limit`, `-Remaining` and `-Reset` (Unix seconds) say, or null when any is missing or unreadable. */
export function readBudget(headers: Headers): Budget | null {
  const limit = wholeNumber(headers.get('x-ratelimit-limit'))
  const remaining = wholeNumber(headers.get('x-ratelimit-remaining'))
  const reset = wholeNumber(headers.get('x-ratelimit-reset'))
  return limit === null || remaining === null || reset === null ? null : { limit, remaining, resetAt: reset * 1000 }
}

/** How long until `X-RateLimit-Reset`, in milliseconds; null when that has passed or was not told. */
export function waitForReset(headers: Headers, now: number): number | null {
  const reset = wholeNumber(headers.get('x-ratelimit-reset'))
  return reset === null || reset * 1000 <= now ? null : clampWait(reset * 1000 - now)
}
