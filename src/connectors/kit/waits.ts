/** No longer, whatever a header says: a wait beyond what timers can hold would fire at once. */
const MAX_WAIT_MS = 60 * 60 * 1000

/**
 * `Retry-After` in milliseconds, or null where it names no time to come: a clock that differs from ours makes a date one of the past. A
 * vendor writes seconds; a proxy in between may write a date.
 */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')
  const seconds = wholeNumber(value)
  const wait = clampWait(seconds === null ? Date.parse(value ?? '') - now : seconds * 1000)
  return wait > 0 ? wait : null
}

/** A wait in milliseconds that timers can hold. */
export function clampWait(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS)
}

/** The value of a header that is a whole number, else null. */
export function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,12}$/.test(value.trim()) ? Number(value) : null
}
