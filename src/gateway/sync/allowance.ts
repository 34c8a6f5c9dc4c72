/**
 * How many calls we may make: a token bucket that mirrors the vendor's, so that we wait before calling instead of being refused
 * after. All times are milliseconds.
 */
export type Allowance = {
  /** Takes one call if there is one left. */
  take(now: number): boolean
  /** How long until one is left. */
  waitMs(now: number): number
  /** Nothing before this moment, whatever is left: the vendor asked for it. */
  pauseUntil(at: number): void
  /** The vendor's limit became known or changed. */
  setRate(perMinute: number): void
}

/** `burst` is the share of a minute's calls that may be made at once. */
export function createAllowance(perMinute: number, burst: number, now: number): Allowance {
  let rate = perMinute / 60_000
  let capacity = Math.max(1, perMinute * burst)
  let tokens = capacity
  let filledAt = now
  let pausedUntil = 0

  const refill = (at: number) => {
    tokens = Math.min(capacity, tokens + Math.max(0, at - filledAt) * rate)
    filledAt = at
  }
  return {
    take(at) {
      refill(at)
      if (at < pausedUntil || tokens < 1) return false
      tokens -= 1
      return true
    },
    waitMs(at) {
      refill(at)
      return Math.max(pausedUntil - at, tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate))
    },
    pauseUntil(at) {
      pausedUntil = Math.max(pausedUntil, at)
    },
    setRate(next) {
      rate = next / 60_000
      capacity = Math.max(1, next * burst)
      tokens = Math.min(tokens, capacity)
    },
  }
}
