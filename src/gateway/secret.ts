import { randomBytes } from 'node:crypto'
import { ensureSecret } from './storage/secrets.ts'
import type { Storage } from './storage/storage.ts'

const BYTES = 32

/** The key that signs sessions and cursors: made once, and the same for every gateway on one database. */
export async function readSecret(storage: Storage, workspaceId: string): Promise<string> {
  const fresh = randomBytes(BYTES).toString('base64url')
  return storage.write((tx) => ensureSecret(tx, workspaceId, 'signing', fresh))
}
