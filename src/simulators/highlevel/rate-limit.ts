/** Calls of one app on one location: at most `burst` in ten seconds and `daily` in a day, reads and writes together. */
export type Limits = { burst: number; daily: number }

export type RateLimits = {
  limits: () => Limits
  /** Both windows start anew. */
  setLimits: (limits: Limits) => void
  /** Counts a call if it may be made. The headers go on the answer either way. */
  take: () => { allowed: boolean; headers: Record<string, string> }
}

export const burstMs = 10_000
const dayMs = 86_400_000

/** Fixed windows by the given clock: ten seconds from the first call in them, and days of UTC. */
export function createRateLimits(now: () => number, initial: Limits): RateLimits {
  let limits = initial
  let burst = { from: now(), used: 0 }
  let day = { from: dayOf(now()), used: 0 }

  return {
    limits: () => limits,
    setLimits: (next) => {
      limits = next
      burst = { from: now(), used: 0 }
      day = { from: dayOf(now()), used: 0 }
    },
    take: () => {
      const at = now()
      if (at >= burst.from + burstMs || at < burst.from) burst = { from: at, used: 0 }
      if (dayOf(at) !== day.from) day = { from: dayOf(at), used: 0 }
      const allowed = burst.used < limits.burst && day.used < limits.daily
      if (allowed) {
        burst.used += 1
        day.used += 1
      }
      return {
        allowed,
        headers: {
          'X-RateLimit-Max': String(limits.burst),
          'X-RateLimit-Remaining': String(limits.burst - burst.used),
          'X-RateLimit-Interval-Milliseconds': String(burstMs),
          'X-RateLimit-Limit-Daily': String(limits.daily),
          'X-RateLimit-Daily-Remaining': String(limits.daily - day.used),
        },
      }
    },
  }
}

function dayOf(ms: number): number {
  return ms - (ms % dayMs)
}
