import { sql } from 'kysely'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type QuarantineRow = Tables['quarantine']

/** Puts a row aside that could not be read. The same key again is the same row, seen once more. */
export async function putQuarantine(
  tx: Tx,
  workspaceId: string,
  row: Omit<QuarantineRow, 'workspace_id' | 'first_seen_ms' | 'last_seen_ms' | 'seen'>,
  now: number,
): Promise<void> {
  await tx
    .insertInto('quarantine')
    .values({ ...row, workspace_id: workspaceId, first_seen_ms: now, last_seen_ms: now, seen: 1 })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'connection_id', 'key']).doUpdateSet({
        reason: row.reason,
        payload: row.payload,
        last_seen_ms: now,
        seen: sql<number>`quarantine.seen + 1`,
      }),
    )
    .execute()
}

/** Forgets rows that can be read now; keys that are not there are no error. */
export async function removeQuarantine(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await tx
    .deleteFrom('quarantine')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('key', 'in', keys)
    .execute()
}

/** Those of these keys that are aside. */
export async function quarantinedAmong(
  db: Read,
  workspaceId: string,
  connectionId: string,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('quarantine')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('key', 'in', keys)
    .execute()
  return rows.map((row) => row.key)
}

/** Forgets rows that were not seen since `before` (epoch ms): they were mended, or are gone. */
export async function pruneQuarantine(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  before: number,
): Promise<void> {
  await tx
    .deleteFrom('quarantine')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('last_seen_ms', '<', before)
    .execute()
}

export async function countQuarantine(db: Read, workspaceId: string, connectionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('quarantine')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow()
  return count
}

/** Those seen last first. */
export async function listQuarantine(
  db: Read,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<QuarantineRow[]> {
  return db
    .selectFrom('quarantine')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .orderBy('last_seen_ms', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute()
}
