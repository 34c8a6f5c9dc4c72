import type { Budget } from '../connector.ts'

/** When the vendor limits us without saying for how long. */
const DEFAULT_WAIT_MS = 1000
/** No longer, whatever a header says: a wait beyond what timers can hold would fire at once. */
const MAX_WAIT_MS = 60 * 60 * 1000

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

/** `Retry-After` in milliseconds, or null. The vendor writes seconds; a proxy in between may write a date. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')
  const seconds = wholeNumber(value)
  if (seconds !== null) return Math.min(seconds * 1000, MAX_WAIT_MS)
  const date = Date.parse(value ?? '')
  return Number.isNaN(date) ? null : clampWait(date - now)
}

function waitForReset(headers: Headers, now: number): number | null {
  const reset = wholeNumber(headers.get('x-ratelimit-reset'))
  return reset === null || reset * 1000 <= now ? null : clampWait(reset * 1000 - now)
}

function clampWait(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS)
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,12}$/.test(value.trim()) ? Number(value) : null
}
