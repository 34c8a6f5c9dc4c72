import { createApiKey as makeKey } from '#gateway/auth/api-key.ts'
import { newId, secureRandom } from '#gateway/auth/random.ts'
import type { RandomBytes } from '#gateway/auth/random.ts'
import { insertApiKey } from '#gateway/storage/api-keys.ts'
import type { Storage } from '#gateway/storage/storage.ts'

type Deps = { storage: Storage; workspaceId: string; now: () => number; random?: RandomBytes }

/** Makes an API key for a program. The answer is the only time that the key is seen. */
export async function createApiKey(
  { storage, workspaceId, now, random = secureRandom }: Deps,
  name: string,
): Promise<string> {
  const { key, hash } = makeKey(random)
  const row = { id: newId('key', random), name, hash, created_ms: now(), last_used_ms: null }
  await storage.write((tx) => insertApiKey(tx, workspaceId, row))
  return key
}
