/** Counts attempts at a secret, so that guessing is slow. In memory: every gateway counts for itself. */
export type Attempts = {
  /** Notes an attempt at every name, before it is known how it ends; answers how long to wait (ms) when one has had too many, else 0. */
  take(names: readonly string[], now: number): number
  /** Takes an attempt back that succeeded: who knows the password is not guessing. */
  giveBack(names: readonly string[]): void
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
    take(names, now) {
      const waits = names.map((name) => {
        const window = windowOf(name, now)
        return window.count >= limit ? window.endsAt - now : 0
      })
      const wait = Math.max(0, ...waits)
      if (wait > 0) return wait
      for (const name of names) {
        const window = windowOf(name, now)
        // Deleted first, so that a name in use moves to the end and is not the next to be forgotten.
        windows.delete(name)
        windows.set(name, { ...window, count: window.count + 1 })
      }
      for (const name of windows.keys()) {
        if (windows.size <= MAX_NAMES) break
        windows.delete(name)
      }
      return 0
    },
    giveBack(names) {
      for (const name of names) {
        const window = windows.get(name)
        if (window !== undefined) windows.set(name, { ...window, count: Math.max(0, window.count - 1) })
      }
    },
  }
}
