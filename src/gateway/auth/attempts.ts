/** Counts attempts at a secret by name, so that guessing is slow. In memory: every gateway counts for itself. */
export type Attempts = {
  /** How long (ms) this name has to wait until its next attempt; 0 when it may try now. */
  wait(name: string, now: number): number
  /** Counts an attempt. Call it before it is known how the attempt ends, or many at once would all be let through. */
  count(name: string, now: number): void
  /** Takes an attempt back that succeeded: who knows the secret is not guessing. */
  forgive(name: string): void
}

/** More names than an attacker could fill without being noticed; the oldest are forgotten first. */
const MAX_NAMES = 10_000

/** At most `limit` failed attempts for each name in `windowMs`. */
export function createAttempts({ limit, windowMs }: { limit: number; windowMs: number }): Attempts {
  const windows = new Map<string, { endsAt: number; count: number }>()

  function windowOf(name: string, now: number) {
    const known = windows.get(name)
    return known !== undefined && known.endsAt > now ? known : { endsAt: now + windowMs, count: 0 }
  }

  return {
    wait(name, now) {
      const window = windowOf(name, now)
      return window.count >= limit ? window.endsAt - now : 0
    },
    count(name, now) {
      const { endsAt, count } = windowOf(name, now)
      // Deleted first, so that a name in use moves to the end and is not the next to be forgotten.
      windows.delete(name)
      windows.set(name, { endsAt, count: count + 1 })
      const [oldest] = windows.keys()
      if (windows.size > MAX_NAMES && oldest !== undefined) windows.delete(oldest)
    },
    forgive(name) {
      const window = windows.get(name)
      if (window !== undefined) windows.set(name, { ...window, count: Math.max(0, window.count - 1) })
    },
  }
}
