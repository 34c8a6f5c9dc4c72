import { PostgresAdapter } from 'kysely'
import type { Read } from './storage.ts'

/** For the few statements that the two databases do not share: row locks, notifications, substring search. */
export function isPostgres(db: Read): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
