import type { Budget } from '../connector.ts'
import { clampWait, readRetryAfter, wholeNumber } from '../kit/waits.ts'

const DAY_MS = 86_400_000
const BURST_MS = 10_000

/** What the vendor allows one app on one location: 100 calls in ten seconds, and 200,000 a day are 138 a minute. */
export const STEADY_READS_PER_MINUTE = 130
export const WRITES_PER_MINUTE = 60

/** Reads and writes draw on the same two limits. */
export type Limits = { burst: Budget | null; day: Budget | null }

/** What the rate-limit headers say; null for a limit that they do not tell. */
export function readLimits(headers: Headers, now: number): Limits {
  const number = (name: string): number | null => wholeNumber(headers.get(`x-ratelimit-${name}`))
  const interval = number('interval-milliseconds') ?? BURST_MS
  return {
    // When its window began is not told: it is over after a whole one at the latest.
    burst: budgetOf(number('max'), number('remaining'), now + clampWait(interval)),
    day: budgetOf(number('limit-daily'), number('daily-remaining'), dayEnds(number('daily-reset'), now)),
  }
}

function budgetOf(limit: number | null, remaining: number | null, resetAt: number): Budget | null {
  return limit === null || remaining === null ? null : { limit, remaining, resetAt }
}

/** The header's unit is documented nowhere: a moment in seconds or milliseconds, or what is left of the day. Without it, midnight in UTC. */
function dayEnds(reset: number | null, now: number): number {
  const midnight = now - (now % DAY_MS) + DAY_MS
  const candidates = reset === null ? [] : [reset, reset * 1000, now + reset * 1000, now + reset]
  return candidates.find((ms) => ms > now && ms <= now + DAY_MS) ?? midnight
}

/** The limit that allows less: what is left of the day when that is fewer calls than are left of the burst. */
export function tighter({ burst, day }: Limits): Budget | null {
  if (burst === null || day === null) return burst ?? day
  return day.remaining < burst.remaining ? day : burst
}

/** Whether half of a limit is left, or it has begun anew. */
export function hasHalf(limit: Budget | null, now: number): boolean {
  return limit === null || limit.resetAt <= now || limit.remaining * 2 > limit.limit
}

/** The limit that is used up and has not begun anew, the longer one first; null when a call may be made. */
export function usedUp({ burst, day }: Limits, now: number): Budget | null {
  return [day, burst].find((limit) => limit !== null && limit.remaining === 0 && limit.resetAt > now) ?? null
}

/** How long to wait after a 429, in milliseconds: what it asks for, else until the limit that is used up begins anew. */
export function waitAfterLimit(headers: Headers, now: number): number {
  const asked = readRetryAfter(headers, now)
  const { resetAt } = usedUp(readLimits(headers, now), now) ?? { resetAt: now + BURST_MS }
  return asked ?? clampWait(resetAt - now)
}
