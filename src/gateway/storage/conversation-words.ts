import { sql } from 'kysely'
import { filterConditions, wordConditions } from './conversation-filter.ts'
import type { Cut } from './conversation-filter.ts'
import { stretchesOf, wholeOrder } from './conversation-order.ts'
import { isPostgres } from './is-postgres.ts'
import { gramsQuery } from './sqlite/search-grams.ts'
import type { Read } from './storage.ts'

/** Rows looked through in list order before the index of words is asked: about 30 ms. */
const LOOK_THROUGH = 4000
/** On PostgreSQL a search that takes longer than this is given up. SQLite cannot be interrupted; there the index has to do. */
const POSTGRES_LIMIT_MS = 2000

/**
 * The ids of a page of conversations whose text holds all the words, in list order. A word that many texts hold fills a page from the
 * first rows, where an index would answer with half of all rows to be sorted; one that few hold is found by the index alone. Neither
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
  const near = await amongFirst(db, workspaceId, cut, words, limit)
  if (near.length === limit) return near
  return isPostgres(db) ? amongAll(db, workspaceId, cut, words, limit) : byGrams(db, workspaceId, cut, words, limit)
}

/** Looks through the top of the list, no further than its first stretch. */
async function amongFirst(db: Read, workspaceId: string, cut: Cut, words: readonly string[], limit: number) {
  const [first] = stretchesOf(cut)
  if (first === undefined) return []
  const { conditions, by, direction } = first
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('conversations')
        .select(['id', 'search_text', by.as('key')])
        .where((eb) => eb.and([...filterConditions(workspaceId, cut), ...conditions]))
        .orderBy(by, direction)
        .orderBy('conversations.id', 'desc')
        .limit(LOOK_THROUGH)
        .as('conversations'),
    )
    .select('id')
    .where((eb) => eb.and(wordConditions(words, isPostgres(db))))
    .orderBy('key', direction)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

async function amongAll(db: Read, workspaceId: string, cut: Cut, words: readonly string[], limit: number) {
  const { by, conditions } = wholeOrder(cut)
  const filters = [...filterConditions(workspaceId, cut), ...conditions, ...wordConditions(words, true)]
  const rows = await db
    .with(
      // Materialised, or the planner would walk the list again, hoping to be done soon.
      (cte) => cte('matching').materialized(),
      (qb) =>
        qb
          .selectFrom('conversations')
          .select(['id', by.as('key')])
          .where((eb) => eb.and(filters)),
    )
    .selectFrom('matching')
    .select('id')
    .orderBy('key', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

async function byGrams(db: Read, workspaceId: string, cut: Cut, words: readonly string[], limit: number) {
  const { by, conditions } = wholeOrder(cut)
  const filters = [...filterConditions(workspaceId, cut), ...conditions, ...wordConditions(words, false)]
  // `cross join` keeps SQLite from walking the list and asking the index about every row of it.
  const { rows } = await sql<{ id: string }>`
    select conversations.id
    from conversation_grams cross join conversations on conversations.text_id = conversation_grams.rowid
    where conversation_grams match ${gramsQuery(words)} and ${sql.join(filters, sql` and `)}
    order by ${by} desc, conversations.id desc
    limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}
