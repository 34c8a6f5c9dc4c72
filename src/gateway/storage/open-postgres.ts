import { PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'
import { listenForSeqs } from './postgres/seq-connection.ts'
import { postgresStorage, StorableCompiler } from './postgres/postgres-storage.ts'
import type { Storage } from './storage.ts'

export type PostgresOptions = {
  /** Connections at most, besides the one that listens. */
  connections?: number
  /** Told of connections that were lost; the next query or the listener opens new ones. */
  onError: (error: Error) => void
}

class Dialect extends PostgresDialect {
  override createQueryCompiler(): StorableCompiler {
    return new StorableCompiler()
  }
}

/** A database by its URL. Opens no connection yet: the first query does, and throws when there is nobody. */
export function openPostgres(url: string, { connections = 10, onError }: PostgresOptions): Storage {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    // A request that has to wait longer than this has failed anyway, and must not hold a connection from the others.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (id, format) => (id === types.builtins.INT8 ? safeInteger : types.getTypeParser(id, format)),
    },
  })
  // Without a listener an idle connection that breaks ends the process.
  pool.on('error', onError)
  return postgresStorage(new Dialect({ pool }), (announce) =>
    listenForSeqs({ connectionString: url }, announce, onError),
  )
}

/** pg hands 64-bit numbers over as text, since they may not fit; ours do. */
function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the whole numbers that can be held.`)
  return value
}
