import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { CompiledQuery, PGliteDialect, PGliteDriver } from 'kysely'
import type { TransactionSettings } from 'kysely'
import { postgresStorage, readPayload, SEQ_CHANNEL, StorableCompiler } from '../postgres/postgres-storage.ts'
import type { Storage } from '../storage.ts'

type Connection = Parameters<PGliteDriver['beginTransaction']>[0]

/** Kysely's driver for PGlite leaves out how a transaction is to be isolated. */
class Driver extends PGliteDriver {
  override async beginTransaction(connection: Connection, settings?: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection)
    if (settings?.accessMode === undefined || settings.isolationLevel === undefined) return
    const mode = `isolation level ${settings.isolationLevel} ${settings.accessMode}`
    await connection.executeQuery(CompiledQuery.raw(`set transaction ${mode}`))
  }
}

class Dialect extends PGliteDialect {
  readonly #pglite: PGlite

  constructor(pglite: PGlite) {
    super({ pglite })
    this.#pglite = pglite
  }

  override createDriver(): Driver {
    return new Driver({ pglite: this.#pglite })
  }

  override createQueryCompiler(): StorableCompiler {
    return new StorableCompiler()
  }
}

/** PostgreSQL in this process. For tests: it never calls fsync. */
export function openPglite(): Storage {
  const pglite = new PGlite({ extensions: { pg_trgm } })
  return postgresStorage(new Dialect(pglite), (announce) => {
    const listening = pglite.listen(SEQ_CHANNEL, (payload) => {
      const read = readPayload(payload)
      if (read !== null) announce(read.workspaceId, read.seq)
    })
    return async () => (await listening)()
  })
}
