import { sql } from 'kysely'
import * as z from 'zod/mini'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

type Stored = Tables['connection_settings']

/** How a connection that was added here is set up. `secrets` are sealed. */
export type ConnectionSettings = {
  connectionId: string
  options: ReadonlyMap<string, string>
  secrets: ReadonlyMap<string, string>
  paused: boolean
  removedMs: number | null
  /** Grows with every change. */
  revision: number
}

const values = z.record(z.string(), z.string())

function parsed(row: Stored): ConnectionSettings {
  return {
    connectionId: row.connection_id,
    options: new Map(Object.entries(values.parse(JSON.parse(row.options)))),
    secrets: new Map(Object.entries(values.parse(JSON.parse(row.secrets)))),
    paused: row.paused === 1,
    removedMs: row.removed_ms,
    revision: row.revision,
  }
}

function select(db: Read, workspaceId: string) {
  return db.selectFrom('connection_settings').selectAll().where('workspace_id', '=', workspaceId)
}

/** Those removed among them, by connection. */
export async function listSettings(db: Read, workspaceId: string): Promise<Map<string, ConnectionSettings>> {
  const rows = await select(db, workspaceId).orderBy('connection_id').execute()
  return new Map(rows.map((row) => [row.connection_id, parsed(row)]))
}

/** Undefined where the environment says how it is set up. */
export async function settingsOf(
  db: Read,
  workspaceId: string,
  connectionId: string,
): Promise<ConnectionSettings | undefined> {
  const row = await select(db, workspaceId).where('connection_id', '=', connectionId).executeTakeFirst()
  return row && parsed(row)
}

/** Whether a connection was removed, so that nothing can be owed to its vendor any more. */
export async function isRemoved(db: Read, workspaceId: string, connectionId: string): Promise<boolean> {
  return ((await settingsOf(db, workspaceId, connectionId))?.removedMs ?? null) !== null
}

/** Whether a connection was added here and not removed: every gateway serves it, or is about to. */
export async function isConnected(db: Read, workspaceId: string, connectionId: string): Promise<boolean> {
  return (await settingsOf(db, workspaceId, connectionId))?.removedMs === null
}

/** Sets a connection up, in place of how it was, and lets every gateway know. */
export async function putSettings(
  tx: Tx,
  workspaceId: string,
  settings: Omit<ConnectionSettings, 'revision'>,
): Promise<void> {
  const columns = {
    options: asJson(settings.options),
    secrets: asJson(settings.secrets),
    paused: settings.paused ? 1 : 0,
    removed_ms: settings.removedMs,
  }
  await tx
    .insertInto('connection_settings')
    .values({ workspace_id: workspaceId, connection_id: settings.connectionId, ...columns, revision: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'connection_id'])
        .doUpdateSet({ ...columns, revision: sql<number>`connection_settings.revision + 1` }),
    )
    .execute()
}

/** Keeps the same secrets in another form; nobody needs to know. */
export async function replaceSealed(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  secrets: ConnectionSettings['secrets'],
): Promise<void> {
  await tx
    .updateTable('connection_settings')
    .set({ secrets: asJson(secrets) })
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .execute()
}

function asJson(map: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries(map))
}
