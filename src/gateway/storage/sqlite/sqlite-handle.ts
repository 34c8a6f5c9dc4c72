import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import type { CompiledQuery, QueryResult } from 'kysely'
import { bindable } from './bind.ts'
import { searchGrams } from './search-grams.ts'

const CACHED_STATEMENTS = 400

type Prepared = { statement: StatementSync; returnsRows: boolean }

/** One open connection with its prepared statements. Everything in it is synchronous. */
export type SqliteHandle = {
  run<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R>
  exec(sql: string): void
  inTransaction(): boolean
  cachedStatements(): number
  close(): void
}

export function openHandle(path: string, options: { readOnly: boolean; pragmas: readonly string[] }): SqliteHandle {
  const database = new DatabaseSync(path, { readOnly: options.readOnly })
  const prepared = new Map<string, Prepared>()
  // Called by triggers of the migration that makes the index of words.
  database.function('search_grams', { deterministic: true }, (text) => searchGrams(String(text)))
  for (const pragma of options.pragmas) database.exec(`pragma ${pragma}`)

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql)
    if (known !== undefined) {
      // Put last again, so that the first entry is always the one unused for longest.
      prepared.delete(sql)
      prepared.set(sql, known)
      return known
    }
    const statement = database.prepare(sql)
    const made = { statement, returnsRows: statement.columns().length > 0 }
    prepared.set(sql, made)
    const [oldest] = prepared.keys()
    if (prepared.size > CACHED_STATEMENTS && oldest !== undefined) prepared.delete(oldest)
    return made
  }

  return {
    run<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> {
      const { statement, returnsRows } = prepare(query.sql)
      const parameters = query.parameters.map(bindable)
      if (returnsRows) {
        const rows = statement.all(...parameters)
        return { rows: areRowsOf<R>(rows) ? rows : [] }
      }
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    exec(sql) {
      database.exec(sql)
    },
    inTransaction: () => database.isTransaction,
    cachedStatements: () => prepared.size,
    close() {
      prepared.clear()
      database.close()
    },
  }
}

/** The type of a row was settled when its query was compiled; Kysely's driver interface leaves nothing here to check it by. */
function areRowsOf<R>(rows: unknown): rows is R[] {
  return Array.isArray(rows)
}
