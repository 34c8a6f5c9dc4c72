/** Calls per window for each route of a group, which has a window of its own. */
export type Limits = Record<Group, number>
export const groups = ['conversation', 'media', 'organisation', 'contacts', 'contact'] as const
export type Group = (typeof groups)[number]

const minute = 60_000
const windowMs: Limits = {
  conversation: 60 * minute,
  media: minute,
  organisation: minute,
  contacts: minute,
  contact: minute,
}

/** The published server's, community edition. */
export const communityLimits: Limits = { conversation: 600, media: 30, organisation: 60, contacts: 600, contact: 60 }

type Window = { used: number; endsAt: number }

export type RateLimits = {
  limits: () => Limits
  /** Changes the plan; every window starts anew. */
  setLimits: (limits: Limits) => void
  /** Counts a call of this route; the headers go on the answer either way. */
  take: (group: Group, route: string) => Taken
}
export type Taken = { allowed: boolean; remaining: number; reset: number; headers: Record<string, string> }

/** Fixed windows that begin with a route's first call. There is one caller: a gateway has one address. */
export function createRateLimits(now: () => number, initial: Limits): RateLimits {
  let limits = initial
  const windows = new Map<string, Window>()

  return {
    limits: () => limits,
    setLimits: (next) => {
      limits = next
      windows.clear()
    },
    take: (group, route) => {
      const known = windows.get(route)
      const window = known && known.endsAt > now() ? known : { used: 0, endsAt: now() + windowMs[group] }
      windows.set(route, window)
      window.used += 1
      const remaining = Math.max(0, limits[group] - window.used)
      const reset = Math.ceil(window.endsAt / 1000)
      return {
        allowed: window.used <= limits[group],
        remaining,
        reset,
        headers: {
          'X-RateLimit-Limit': String(limits[group]),
          'X-RateLimit-Remaining': String(remaining),
          'X-RateLimit-Reset': String(reset),
        },
      }
    },
  }
}
