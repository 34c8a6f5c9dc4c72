import { Kysely } from 'kysely'
import { retrying } from './retrying.ts'
import { createSqliteDialect } from './sqlite/sqlite-dialect.ts'
import { createSqliteDriver } from './sqlite/sqlite-driver.ts'
import type { Storage } from './storage.ts'
import type { Tables } from './tables.ts'
import { beginsWriting, notedSeqs, seqListeners } from './transactions.ts'

/** Opens or creates a database file, or one in memory with `:memory:`. Throws when the file cannot be opened. */
export function openSqlite(path: string): Storage {
  const driver = createSqliteDriver(path)
  const db = new Kysely<Tables>({ dialect: createSqliteDialect(driver) })
  const listeners = seqListeners()
  return {
    dialect: 'sqlite',
    db,
    snapshot: (read) => db.transaction().setAccessMode('read only').execute(read),
    write: (work) =>
      retrying(async () => {
        const { result, seqs } = await db.transaction().execute(async (tx) => {
          beginsWriting(tx)
          const result = await work(tx)
          return { result, seqs: notedSeqs(tx) }
        })
        for (const [workspaceId, seq] of seqs) listeners.announce(workspaceId, seq)
        return result
      }, isBusy),
    onSeq: listeners.add,
    async close() {
      await db.destroy()
      // Kysely leaves a driver that was never asked anything as it is, and this one is open from the start.
      await driver.destroy()
    },
  }
}

const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6

/** Another process writes; extended codes carry the plain one in their low byte. */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  const code = error.errcode & 0xff
  return code === SQLITE_BUSY || code === SQLITE_LOCKED
}
