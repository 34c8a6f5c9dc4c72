/**
 * How many calls we may make: a token bucket that mirrors the vendor's, so that we wait before calling instead of being refused
 * after. All times are milliseconds.
 */
export type Allowance = {
  /** Takes one call if there is one left. */
  take(now: number): boolean
  /** How many calls could be taken at once. */
  left(now: number): number
  /** How long until one is left. */
  waitMs(now: number): number
  /** How far apart calls are when all of them are taken. */
  everyMs(): number
  /** Nothing before this moment, whatever is left: the vendor asked for it. */
  pauseUntil(at: number): void
  /** The vendor's limit became known or changed; what it counts over a longer time than a minute may come in a larger burst. */
  setRate(perMinute: number, countedOverMs?: number): void
  /** The vendor has no more than this many left for us: somebody else spends them too. */
  atMost(calls: number): void
}

const MINUTE_MS = 60_000

/** `burst` is the share of what the vendor counts together that may be called at once; one call always may. */
export function createAllowance(perMinute: number, burst: number, now: number): Allowance {
  const capacityAt = (callsPerMinute: number, overMs: number) =>
    Math.max(1, (callsPerMinute * burst * overMs) / MINUTE_MS)
  let rate = perMinute / MINUTE_MS
  let capacity = capacityAt(perMinute, MINUTE_MS)
  let tokens = capacity
  let filledAt = now
  let pausedUntil = 0

  const refill = (at: number) => {
    // A clock that was set back must not fill the bucket twice when it comes forward again.
    if (at <= filledAt) return
    tokens = Math.min(capacity, tokens + (at - filledAt) * rate)
    filledAt = at
  }
  const left = (at: number) => {
    refill(at)
    return at < pausedUntil ? 0 : Math.floor(tokens)
  }
  return {
    take(at) {
      if (left(at) < 1) return false
      tokens -= 1
      return true
    },
    left,
    waitMs(at) {
      refill(at)
      return Math.max(0, pausedUntil - at, tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate))
    },
    everyMs: () => 1 / rate,
    pauseUntil(at) {
      pausedUntil = Math.max(pausedUntil, at)
    },
    setRate(next, countedOverMs = MINUTE_MS) {
      rate = next / MINUTE_MS
      capacity = capacityAt(next, countedOverMs)
      tokens = Math.min(tokens, capacity)
    },
    atMost(calls) {
      tokens = Math.min(tokens, calls)
    },
  }
}
