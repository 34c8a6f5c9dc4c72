import type { RequestClass } from '../kit/request-class.ts'

/** Capacity per minute of each class, which has a bucket of its own. */
export type Limits = Record<RequestClass, number>

export type RateLimits = {
  limits: () => Limits
  /** Changes the plan; the buckets start full again. */
  setLimits: (limits: Limits) => void
  /** Takes a token if there is one. The headers go on the answer either way. */
  take: (kind: RequestClass) => { allowed: boolean; headers: Record<string, string> }
}

// Counted in 1/60,000 of a token, so that `capacity` a minute is `capacity` units a millisecond and nothing is rounded.
const unitsPerToken = 60_000

type Bucket = { units: number; at: number }

/** Token buckets for one organisation, refilled continuously by the given clock. */
export function createRateLimits(now: () => number, initial: Limits): RateLimits {
  let limits = initial
  let buckets = fullBuckets(limits, now())

  return {
    limits: () => limits,
    setLimits: (next) => {
      limits = next
      buckets = fullBuckets(next, now())
    },
    take: (kind) => {
      const capacity = limits[kind]
      const bucket = buckets[kind]
      const at = now()
      // A clock that was set back must not drain the bucket.
      const refill = Math.max(0, at - bucket.at) * capacity
      bucket.units = Math.min(capacity * unitsPerToken, bucket.units + refill)
      bucket.at = at
      const allowed = bucket.units >= unitsPerToken
      if (allowed) bucket.units -= unitsPerToken
      const fullAt = at + (capacity * unitsPerToken - bucket.units) / capacity
      const wait = (unitsPerToken - bucket.units) / capacity / 1000
      return {
        allowed,
        headers: {
          'X-RateLimit-Limit': String(capacity),
          'X-RateLimit-Remaining': String(Math.floor(bucket.units / unitsPerToken)),
          'X-RateLimit-Reset': String(Math.ceil(fullAt / 1000)),
          ...(allowed ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(wait))) }),
        },
      }
    },
  }
}

function fullBuckets({ read, write }: Limits, at: number): Record<RequestClass, Bucket> {
  return { read: { units: read * unitsPerToken, at }, write: { units: write * unitsPerToken, at } }
}
