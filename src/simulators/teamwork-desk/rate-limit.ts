const windowMs = 60_000

export type LimitReset = 'epoch' | 'seconds_left'

export type RateLimit = {
  perMinute: () => number
  /** Changes the plan; a new window begins. */
  setPerMinute: (requests: number) => void
  /** Counts a request. The headers go on the answer either way. */
  take: () => { allowed: boolean; headers: Record<string, string> }
}

/** One window for everybody behind the key: so many requests a minute, and none until it ends once they are spent. */
export function createRateLimit(now: () => number, initial: number, reset: LimitReset): RateLimit {
  let perMinute = initial
  let beganMs = now()
  let spent = 0

  return {
    perMinute: () => perMinute,
    setPerMinute: (requests) => {
      perMinute = requests
      beganMs = now()
      spent = 0
    },
    take: () => {
      const at = now()
      if (at >= beganMs + windowMs || at < beganMs) {
        beganMs = at
        spent = 0
      }
      const allowed = spent < perMinute
      if (allowed) spent += 1
      const endMs = beganMs + windowMs
      const resets = reset === 'epoch' ? Math.ceil(endMs / 1000) : Math.ceil((endMs - at) / 1000)
      return {
        allowed,
        headers: {
          'X-Rate-Limit-Limit': String(perMinute),
          'X-Rate-Limit-Remaining': String(perMinute - spent),
          'X-Rate-Limit-Reset': String(resets),
        },
      }
    },
  }
}
