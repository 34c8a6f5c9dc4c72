import { apiKeyByHash, touchApiKey } from '#gateway/storage/api-keys.ts'
import type { ApiKeyRow } from '#gateway/storage/api-keys.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { hashApiKey } from './api-key.ts'

/** How long a key is believed without asking again: a program that polls would otherwise double the reads of the database. */
const BELIEVED_MS = 10_000
const TOUCH_EVERY_MS = 60_000
const MAX_REMEMBERED = 1_000

export type KeyFinder = (key: string) => Promise<ApiKeyRow | undefined>

/** Finds the row of an API key, and notes its use at most once a minute. A key made a moment ago is found at once. */
export function createKeyFinder(deps: { storage: Storage; workspaceId: string; now: () => number }): KeyFinder {
  const { storage, workspaceId, now } = deps
  const remembered = new Map<string, { row: ApiKeyRow; readAt: number }>()

  async function read(hash: string): Promise<ApiKeyRow | undefined> {
    const known = remembered.get(hash)
    if (known !== undefined && now() - known.readAt < BELIEVED_MS) return known.row
    remembered.delete(hash)
    const row = await apiKeyByHash(storage.db, workspaceId, hash)
    const [oldest] = remembered.keys()
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    // A key that is not there is not remembered: guesses must not fill the memory, and one made meanwhile must work.
    if (row !== undefined) remembered.set(hash, { row, readAt: now() })
    return row
  }

  return async (key) => {
    const row = await read(hashApiKey(key))
    if (row === undefined || now() - (row.last_used_ms ?? -Infinity) < TOUCH_EVERY_MS) return row
    row.last_used_ms = now()
    await storage.write((tx) => touchApiKey(tx, workspaceId, row.id, now()))
    return row
  }
}
