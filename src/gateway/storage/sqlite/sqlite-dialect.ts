import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Dialect, Driver } from 'kysely'
import { storableText } from '../storable-text.ts'

class Adapter extends SqliteAdapter {
  /** Readers and the writer are separate; the driver keeps the one writer to itself. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class Compiler extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? storableText(value) : value)
  }
}

/** SQLite for Kysely through `node:sqlite`: cached statements, one writer, readers that never wait for it. */
export function createSqliteDialect(driver: Driver): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  }
}
