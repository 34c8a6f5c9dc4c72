import { Kysely } from 'kysely'
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
    async write(work) {
      const { result, seqs } = await db.transaction().execute(async (tx) => {
        beginsWriting(tx)
        const result = await work(tx)
        return { result, seqs: notedSeqs(tx) }
      })
      for (const [workspaceId, seq] of seqs) listeners.announce(workspaceId, seq)
      return result
    },
    onSeq: listeners.add,
    async close() {
      await db.destroy()
      // Kysely leaves a driver that was never asked anything as it is, and this one is open from the start.
      await driver.destroy()
    },
  }
}
