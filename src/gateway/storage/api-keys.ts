import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type ApiKeyRow = Tables['api_keys']

export async function insertApiKey(tx: Tx, workspaceId: string, key: WithoutWorkspace<'api_keys'>): Promise<void> {
  await tx
    .insertInto('api_keys')
    .values({ ...key, workspace_id: workspaceId })
    .execute()
}

/** `hash` is SHA-256 of the key, hex. */
export async function apiKeyByHash(db: Read, workspaceId: string, hash: string): Promise<ApiKeyRow | undefined> {
  return db
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('hash', '=', hash)
    .executeTakeFirst()
}

/** In the order they were made. */
export async function listApiKeys(db: Read, workspaceId: string): Promise<ApiKeyRow[]> {
  return db
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_ms')
    .orderBy('id')
    .execute()
}

export async function touchApiKey(tx: Tx, workspaceId: string, id: string, now: number): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({ last_used_ms: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** False when there was none. */
export async function deleteApiKey(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('api_keys')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
