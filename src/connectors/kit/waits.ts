/** No longer, whatever a header says: a wait beyond what timers can hold would fire at once. */
const MAX_WAIT_MS = 60 * 60 * 1000

/** `Retry-After` in milliseconds, or null. A vendor writes seconds; a proxy in between may write a date. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')
  const seconds = wholeNumber(value)
  if (seconds !== null) return Math.min(seconds * 1000, MAX_WAIT_MS)
  const date = Date.parse(value ?? '')
  return Number.isNaN(date) ? null : clampWait(date - now)
}

/** A wait in milliseconds that timers can hold. */
export function clampWait(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS)
}

/** The value of a header that is a whole number, else null. */
export function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,12}$/.test(value.trim()) ? Number(value) : null
}
