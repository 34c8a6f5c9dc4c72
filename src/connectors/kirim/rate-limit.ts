import type { Budget } from '../connector.ts'
import { clampWait, readRetryAfter, wholeNumber } from '../kit/waits.ts'

/** When the vendor limits us without saying for how long. */
const DEFAULT_WAIT_MS = 1000
/** What the rate-limit headers say, or null when any is missing or unreadable. The reset is when the bucket is full again. */
export function readBudget(headers: Headers): Budget | null {
  const limit = wholeNumber(headers.get('x-ratelimit-limit'))
  const remaining = wholeNumber(headers.get('x-ratelimit-remaining'))
  const reset = wholeNumber(headers.get('x-ratelimit-reset'))
  return limit === null || remaining === null || reset === null ? null : { limit, remaining, resetAt: reset * 1000 }
}

/** How long to wait after a 429, in milliseconds: Retry-After, else until the reset, else a second. */
export function waitAfterLimit(headers: Headers, now: number): number {
  return readRetryAfter(headers, now) ?? waitForReset(headers, now) ?? DEFAULT_WAIT_MS
}

function waitForReset(headers: Headers, now: number): number | null {
  const reset = wholeNumber(headers.get('x-ratelimit-reset'))
  return reset === null || reset * 1000 <= now ? null : clampWait(reset * 1000 - now)
}
