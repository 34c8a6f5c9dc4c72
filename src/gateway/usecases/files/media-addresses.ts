const FRESH_MS = 60_000
const MOST = 1000

/** Where files are at the vendor, kept in memory for a minute: they are secrets, and a film that is wound to and fro is one file. */
export type MediaAddresses = {
  /** The address by `key`, asked for once however many want it at the same time. What fails is not kept. */
  get(key: string, locate: () => Promise<string>): Promise<string>
  /** The address turned out to be good no more. */
  forget(key: string): void
}

export function createMediaAddresses(now: () => number): MediaAddresses {
  const kept = new Map<string, { address: Promise<string>; at: number }>()

  return {
    async get(key, locate) {
      for (const [old, { at }] of kept) if (now() - at >= FRESH_MS || kept.size > MOST) kept.delete(old)
      const known = kept.get(key)
      if (known !== undefined) return known.address
      const asked = { address: locate(), at: now() }
      kept.set(key, asked)
      try {
        return await asked.address
      } catch (error) {
        if (kept.get(key) === asked) kept.delete(key)
        throw error
      }
    },
    forget(key) {
      kept.delete(key)
    },
  }
}
