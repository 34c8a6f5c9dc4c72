import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { recheckCounts } from '#gateway/storage/counts.ts'
import { migrate } from '#gateway/storage/migrate.ts'
import { openPostgres } from '#gateway/storage/open-postgres.ts'
import { openSqlite } from '#gateway/storage/open-sqlite.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { ensureWorkspace } from '#gateway/storage/workspaces.ts'

/** One installation serves one workspace for now; every key is led by its id all the same. */
export const WORKSPACE = { id: 'wsp_main', name: 'Sigap' }

/** Opens the database that the configuration names, brings its tables up to date, and puts right what a crash may have left. */
export async function openStorage(
  where: { databaseUrl: string | undefined; file: string; onError: (error: Error) => void },
  now: number,
): Promise<Storage> {
  const storage = where.databaseUrl === undefined ? openFile(where.file) : openPostgres(where.databaseUrl, where)
  await migrate(storage)
  await storage.write(async (tx) => {
    await ensureWorkspace(tx, WORKSPACE.id, WORKSPACE.name, now)
    await recheckCounts(tx, WORKSPACE.id)
  })
  return storage
}

function openFile(file: string): Storage {
  mkdirSync(path.dirname(file), { recursive: true })
  return openSqlite(file)
}
