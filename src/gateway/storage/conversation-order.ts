import { sql } from 'kysely'
import type { AliasableExpression, Expression, SqlBool } from 'kysely'
import { CLOSED_BELOW_MS, windowSortMs } from '#contract/list-key.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { SortKey } from '#contract/conversation.ts'
import { WINDOW_MS } from '#contract/window.ts'
import { inboundMsOf } from './conversation-filter.ts'
import type { Condition, Cut } from './conversation-filter.ts'
import type { Tables } from './tables.ts'

/** A part of a list whose rows stand together in one index: which they are, and what they are in order of, ties by id from the greatest. */
export type Stretch = { conditions: Condition[]; by: AliasableExpression<number>; direction: 'asc' | 'desc' }

type Row = Pick<Tables['conversations'], 'id' | 'sort_ms' | 'last_inbound_ms'>

const id = sql.ref('conversations.id')
const sortMs = sql<number>`conversations.sort_ms`
// A sum is in no index, so the planner cannot walk all messages from the newest in search of the few whose window is open.
const sortMsOfFew = sql<number>`conversations.sort_ms + 0`

/** The contract's `listKeyOf` for a stored row. */
export function rowKeyOf(row: Row, { sort }: ConversationSearch, now: number): SortKey {
  return { ms: sort === 'window' ? windowSortMs(row.last_inbound_ms, now) : row.sort_ms, id: row.id }
}

/** A list as far as it lies below `after`, in stretches from the top. By window they are two: what closes is ascending, what closed descending. */
export function stretchesOf({ search, after, now }: Cut): Stretch[] {
  if (search.sort !== 'window') {
    const by = search.window === 'open' || search.window === 'closing' ? sortMsOfFew : sortMs
    return [{ conditions: after === null ? [] : [below(by, after)], by, direction: 'desc' }]
  }
  const inboundMs = inboundMsOf(search)
  const isAmongClosed = after !== null && after.ms < -CLOSED_BELOW_MS / 2
  const stretches: Stretch[] = []
  if (search.window !== 'closed' && !isAmongClosed) stretches.push(stillOpen(inboundMs, after, now))
  if (search.window === undefined || search.window === 'closed')
    stretches.push(closed(inboundMs, isAmongClosed ? after : null, now))
  return stretches
}

// One bound at each end: SQLite takes any one of several, also one that is far from where the page begins, and none of a pair that
// holds an expression.
function stillOpen(by: AliasableExpression<number>, after: SortKey | null, now: number): Stretch {
  const oldest = now - WINDOW_MS + 1
  if (after === null) return { conditions: [sql`${by} >= ${oldest}`], by, direction: 'asc' }
  const last = -after.ms
  const conditions: Condition[] = [
    sql`${by} >= ${Math.max(last, oldest)}`,
    sql`(${by} > ${last} or ${id} < ${after.id})`,
  ]
  return { conditions, by, direction: 'asc' }
}

function closed(by: AliasableExpression<number>, after: SortKey | null, now: number): Stretch {
  if (after === null) return { conditions: [sql`${by} <= ${now - WINDOW_MS}`], by, direction: 'desc' }
  const last = { ms: after.ms + CLOSED_BELOW_MS, id: after.id }
  return { conditions: [sql`${by} <= ${last.ms}`, below(by, last)], by, direction: 'desc' }
}

/** The whole order of a list as one number from the greatest, for rows that are sorted one by one. */
export function wholeOrder({ search, after, now }: Cut): { by: AliasableExpression<number>; conditions: Condition[] } {
  const inboundMs = inboundMsOf(search)
  const windowMs = sql<number>`case when ${inboundMs} > ${now - WINDOW_MS} then -${inboundMs}
    else ${inboundMs} - ${sql.lit(CLOSED_BELOW_MS)} end`
  const by = search.sort === 'window' ? windowMs : sortMs
  return { by, conditions: after === null ? [] : [below(by, after)] }
}

function below(by: Expression<number>, after: SortKey): Expression<SqlBool> {
  return sql`(${by}, ${id}) < (${after.ms}, ${after.id})`
}
