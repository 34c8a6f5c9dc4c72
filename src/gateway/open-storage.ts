import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { dropLeases } from './storage/connections.ts'
import { lockDataDirectory } from './storage/data-lock.ts'
import { migrate } from './storage/migrate.ts'
import { openPostgres } from './storage/open-postgres.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { ensureWorkspace } from './storage/workspaces.ts'

/** One installation serves one workspace for now; every key is led by its id all the same. */
export const WORKSPACE = { id: 'wsp_main', name: 'Sigap' }

/**
 * Opens the file in a data directory, which no other process may work on meanwhile. Throws `DataDirectoryInUse`.
 * Closing the storage gives the directory back.
 */
export async function openDirectory(directory: string, file: string, now: number): Promise<Storage> {
  const lock = lockDataDirectory(directory)
  mkdirSync(directory, { recursive: true })
  const storage = openSqlite(path.join(directory, file))
  await bringUpToDate(storage, now)
  // The lock proves that nobody else works here, so what a killed process left need not run out first.
  await storage.write((tx) => dropLeases(tx, WORKSPACE.id))
  return {
    ...storage,
    async close() {
      await storage.close()
      lock.release()
    },
  }
}

/** Opens the database server at `url`, which any number of gateways may share. Throws a sentence that says why it cannot. */
export async function openServer(url: string, onError: (error: Error) => void, now: number): Promise<Storage> {
  const storage = openPostgres(url, { onError })
  try {
    await bringUpToDate(storage, now)
  } catch (error) {
    throw new Error(`The database that DATABASE_URL names cannot be used: ${reasonOf(error)}`, { cause: error })
  }
  return storage
}

/** Brings the tables up to date. */
async function bringUpToDate(storage: Storage, now: number): Promise<void> {
  await migrate(storage)
  await storage.write((tx) => ensureWorkspace(tx, WORKSPACE.id, WORKSPACE.name, now))
}

/** A name with several addresses fails once for each of them, and the whole then has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
