import { sql } from 'kysely'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type DeliveryRow = Tables['webhook_deliveries']

/** Stores a verified delivery; false when one with its dedupe key is here already, which is then left as it is. */
export async function storeDelivery(
  tx: Tx,
  workspaceId: string,
  delivery: Omit<DeliveryRow, 'workspace_id' | 'processed_ms' | 'attempts'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('webhook_deliveries')
    .values({ ...delivery, workspace_id: workspaceId, processed_ms: null, attempts: 0 })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'connection_id', 'dedupe_key']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Those not processed yet, in the order they came. */
export async function pendingDeliveries(
  db: Read,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<DeliveryRow[]> {
  return db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('processed_ms', 'is', null)
    .orderBy('received_ms')
    .orderBy('dedupe_key')
    .limit(limit)
    .execute()
}

/** When a connection last told something, epoch ms, as far back as deliveries are kept; null where it did not. */
export async function lastDeliveryMs(db: Read, workspaceId: string, connectionId: string): Promise<number | null> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .select('received_ms')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .orderBy('received_ms', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.received_ms ?? null
}

export async function markProcessed(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  dedupeKey: string,
  now: number,
): Promise<void> {
  await one(tx, workspaceId, connectionId, dedupeKey).set({ processed_ms: now }).execute()
}

/** Counts a failed attempt at processing; the delivery stays pending. */
export async function markAttempt(tx: Tx, workspaceId: string, connectionId: string, dedupeKey: string): Promise<void> {
  await one(tx, workspaceId, connectionId, dedupeKey)
    .set({ attempts: sql<number>`attempts + 1` })
    .execute()
}

function one(tx: Tx, workspaceId: string, connectionId: string, dedupeKey: string) {
  return tx
    .updateTable('webhook_deliveries')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('dedupe_key', '=', dedupeKey)
}

/** Forgets processed deliveries received before `before` (epoch ms): from then on their repetitions would count as new. */
export async function pruneDeliveries(tx: Tx, workspaceId: string, before: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('webhook_deliveries')
    .where('workspace_id', '=', workspaceId)
    .where('received_ms', '<', before)
    .where('processed_ms', 'is not', null)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
