import { waitForReset } from '../kit/budget.ts'
import { readRetryAfter } from '../kit/waits.ts'

/** When the vendor limits us without saying for how long. */
const DEFAULT_WAIT_MS = 1000

/** How long to wait after a 429, in milliseconds: Retry-After, else until the reset (when the bucket is full again), else a second. */
export function waitAfterLimit(headers: Headers, now: number): number {
  return readRetryAfter(headers, now) ?? waitForReset(headers, now) ?? DEFAULT_WAIT_MS
}
