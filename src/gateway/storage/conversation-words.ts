import { sql } from 'kysely'
import { filterConditions, wordConditions } from './conversation-filter.ts'
import type { Cut } from './conversation-filter.ts'
import { isPostgres } from './is-postgres.ts'
import { gramsQuery } from './sqlite/search-grams.ts'
import type { Read } from './storage.ts'

/** Rows looked through in list order before the index of words is asked: about 30 ms. */
const LOOK_THROUGH = 4000
/** On PostgreSQL a search that takes longer than this is given up. SQLite cannot be interrupted; there the index has to do. */
const POSTGRES_LIMIT_MS = 2000

/**
 * The ids of a page of conversations whose text holds all the words, in list order. A word that many texts hold fills a page from the
 * newest rows, where an index would answer with half of all rows to be sorted; one that few hold is found by the index alone. Neither
 * database can tell beforehand which it will be, so it is tried.
 */
export async function idsWithWords(
  db: Read,
  workspaceId: string,
  cut: Cut,
  words: readonly string[],
  limit: number,
): Promise<string[]> {
  if (isPostgres(db) && db.isTransaction) {
    await sql`set local statement_timeout = ${sql.lit(POSTGRES_LIMIT_MS)}`.execute(db)
  }
  const near = await amongNewest(db, workspaceId, cut, words, limit)
  if (near.length === limit) return near
  return isPostgres(db) ? amongAll(db, workspaceId, cut, words, limit) : byGrams(db, workspaceId, cut, words, limit)
}

async function amongNewest(db: Read, workspaceId: string, cut: Cut, words: readonly string[], limit: number) {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('conversations')
        .select(['id', 'sort_ms', 'search_text'])
        .where((eb) => eb.and(filterConditions(workspaceId, cut)))
        .orderBy('sort_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(LOOK_THROUGH)
        .as('conversations'),
    )
    .select('id')
    .where((eb) => eb.and(wordConditions(words, isPostgres(db))))
    .orderBy('sort_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

async function amongAll(db: Read, workspaceId: string, cut: Cut, words: readonly string[], limit: number) {
  const rows = await db
    .with(
      // Materialised, or the planner would walk the list again, hoping to be done soon.
      (cte) => cte('matching').materialized(),
      (qb) =>
        qb
          .selectFrom('conversations')
          .select(['id', 'sort_ms'])
          .where((eb) => eb.and([...filterConditions(workspaceId, cut), ...wordConditions(words, true)])),
    )
    .selectFrom('matching')
    .select('id')
    .orderBy('sort_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

async function byGrams(db: Read, workspaceId: string, cut: Cut, words: readonly string[], limit: number) {
  const conditions = [...filterConditions(workspaceId, cut), ...wordConditions(words, false)]
  // `cross join` keeps SQLite from walking the list and asking the index about every row of it.
  const { rows } = await sql<{ id: string }>`
    select conversations.id
    from conversation_grams cross join conversations on conversations.text_id = conversation_grams.rowid
    where conversation_grams match ${gramsQuery(words)} and ${sql.join(conditions, sql` and `)}
    order by conversations.sort_ms desc, conversations.id desc
    limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}
