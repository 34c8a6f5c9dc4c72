import { ConnectorError } from '../connector-error.ts'
import type { VendorUser } from '../reading.ts'

/** Somebody who is not in the list is asked for again after this long, and not with every row that names them. */
const STALE_MS = 10 * 60_000

/** Who the users are that rows name by their id alone. It lives as long as the connector. */
export type Directory = {
  userOf: (id: string) => VendorUser
  learn: (users: readonly VendorUser[]) => void
  /** Reads the list where one of these is not known; one call, seldom. A list that cannot be read leaves them without a name. */
  ensure: (ids: readonly string[], signal?: AbortSignal) => Promise<void>
}

export function createDirectory(list: (signal?: AbortSignal) => Promise<VendorUser[]>, now: () => number): Directory {
  let users = new Map<string, VendorUser>()
  let askedAt = Number.NEGATIVE_INFINITY

  function learn(found: readonly VendorUser[]): void {
    users = new Map(found.map((user) => [user.id, user]))
    askedAt = now()
  }

  return {
    userOf: (id) => users.get(id) ?? { id, name: null, email: null },
    learn,
    ensure: async (ids, signal) => {
      if (ids.every((id) => users.has(id)) || now() - askedAt < STALE_MS) return
      askedAt = now()
      try {
        learn(await list(signal))
      } catch (error) {
        // Reading users is a scope of its own, which the inbox can do without.
        if (!(error instanceof ConnectorError) || error.code === 'aborted') throw error
      }
    },
  }
}
