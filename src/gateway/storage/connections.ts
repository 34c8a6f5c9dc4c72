import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'
import { locksRows } from './transactions.ts'

export type ConnectionRow = Tables['connections']

function select(db: Read, workspaceId: string) {
  return db.selectFrom('connections').selectAll().where('workspace_id', '=', workspaceId)
}

/** In the order they were connected. */
export async function listConnections(db: Read, workspaceId: string): Promise<ConnectionRow[]> {
  return select(db, workspaceId).orderBy('created_ms').orderBy('id').execute()
}

export async function getConnection(db: Read, workspaceId: string, id: string): Promise<ConnectionRow | undefined> {
  return select(db, workspaceId).where('id', '=', id).executeTakeFirst()
}

/** Makes whoever else wants to decide something for this connection wait until the end of the transaction. False when there is none. */
export async function lockConnection(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const query = tx.selectFrom('connections').select('id').where('workspace_id', '=', workspaceId).where('id', '=', id)
  return (await (locksRows(tx) ? query.forUpdate() : query).executeTakeFirst()) !== undefined
}

/** Creates a connection, or renames and readdresses the one with this id; what it has learnt (account, health, progress, lease) stays. */
export async function upsertConnection(
  tx: Tx,
  workspaceId: string,
  connection: WithoutWorkspace<'connections'>,
): Promise<void> {
  const { vendor, vendor_name, name, base_url } = connection
  await tx
    .insertInto('connections')
    .values({ ...connection, workspace_id: workspaceId })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'id']).doUpdateSet({ vendor, vendor_name, name, base_url }),
    )
    .execute()
}

/** Calls a vendor by this name from now on, wherever it is connected or was. */
export async function nameVendor(tx: Tx, workspaceId: string, vendor: string, name: string): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ vendor_name: name })
    .where('workspace_id', '=', workspaceId)
    .where('vendor', '=', vendor)
    .execute()
}

/** Throws when the same account of the same vendor is connected already. */
export async function setAccount(tx: Tx, workspaceId: string, id: string, accountId: string): Promise<void> {
  await update(tx, workspaceId, id, { account_id: accountId })
}

/** `health` is JSON of ConnectionHealth. */
export async function setHealth(tx: Tx, workspaceId: string, id: string, health: string): Promise<void> {
  await update(tx, workspaceId, id, { health })
}

/** `progress` is JSON of how far the first reading came. */
export async function setProgress(tx: Tx, workspaceId: string, id: string, progress: string): Promise<void> {
  await update(tx, workspaceId, id, { progress })
}

async function update(tx: Tx, workspaceId: string, id: string, columns: Partial<ConnectionRow>): Promise<void> {
  await tx
    .updateTable('connections')
    .set(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Clocks of gateways differ by less. */
const CLOCKS_DIFFER_MS = 5 * 60 * 1000

/**
 * Takes or renews the lease of a connection until `now + ttlMs`; false while another owner's lasts. One that would last much longer was taken
 * by a clock that was wrong: nobody waits for its end.
 */
export async function takeLease(
  tx: Tx,
  workspaceId: string,
  id: string,
  owner: string,
  now: number,
  ttlMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('connections')
    .set({ lease_owner: owner, lease_until_ms: now + ttlMs })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('lease_owner', 'is', null),
        eb('lease_owner', '=', owner),
        eb('lease_until_ms', '<=', now),
        eb('lease_until_ms', '>', now + ttlMs + CLOCKS_DIFFER_MS),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends every lease. For a start that knows that it is alone: whoever held one is dead. */
export async function dropLeases(tx: Tx, workspaceId: string): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ lease_owner: null, lease_until_ms: 0 })
    .where('workspace_id', '=', workspaceId)
    .execute()
}

/** Gives the lease up, if it is still this owner's. */
export async function releaseLease(tx: Tx, workspaceId: string, id: string, owner: string): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ lease_owner: null, lease_until_ms: 0 })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .execute()
}
