import { expressionBuilder, sql } from 'kysely'
import type { AliasableExpression, Expression, SqlBool } from 'kysely'
import { digitsOf } from '#contract/digits.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { SortKey } from '#contract/conversation.ts'
import { inboundRange, WINDOWED_CHANNEL } from '#contract/window.ts'
import type { WindowState } from '#contract/window.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

export type Condition = Expression<SqlBool>

/** What a page is cut from: a search, for whom (null: nobody), below which sort key (null: from the top), and when (epoch ms). */
export type Cut = { search: ConversationSearch; me: string | null; after: SortKey | null; now: number }

const eb = expressionBuilder<Tables, 'conversations'>()
const isStarred = sql<SqlBool>`conversations.starred = 1`
const isNotStarred = sql<SqlBool>`conversations.starred = 0`
const never = sql<SqlBool>`1 = 0`
// As the indexes by window spell it: SQLite, which knows nothing of how many rows there are, would take that of all for one status.
const inboundOfAll = sql<number>`coalesce(conversations.last_inbound_ms, 0, 0)`
const inboundOfStatus = sql<number>`coalesce(conversations.last_inbound_ms, 0)`
// In no index: most windows are closed, so those are found on the way through a list, not sorted anew for each page.
const inboundOfMost = sql<number>`coalesce(conversations.last_inbound_ms, 0) + 0`

/** The contract's `matchesSearch` in SQL but for its words, one condition a filter. */
export function filterConditions(workspaceId: string, { search, me, now }: Omit<Cut, 'after'>): Condition[] {
  const conditions: Condition[] = [
    eb('conversations.workspace_id', '=', workspaceId),
    eb('conversations.removed_ms', 'is', null),
  ]
  if (search.status !== undefined) conditions.push(eb('conversations.status', '=', search.status))
  if (search.contact_id !== undefined) conditions.push(eb('conversations.contact_id', '=', search.contact_id))
  if (search.connection !== undefined) conditions.push(eb('conversations.connection_id', '=', search.connection))
  if (search.channel !== undefined) conditions.push(eb('conversations.channel', '=', search.channel))
  // Written out, as the index of those with a star spells it.
  if (search.starred !== undefined) conditions.push(search.starred === 'true' ? isStarred : isNotStarred)
  if (search.account !== undefined) conditions.push(eb('conversations.account_key', '=', digitsOf(search.account)))
  if (search.assignee !== undefined) conditions.push(assigneeCondition(search.assignee, me))
  if (search.window !== undefined) conditions.push(...windowConditions(search, search.window, now))
  return conditions
}

/** The last inbound message (epoch ms, 0 for none), written so that the index that a search needs is the one that can be used. */
export function inboundMsOf({ status }: ConversationSearch): AliasableExpression<number> {
  return status === undefined ? inboundOfAll : inboundOfStatus
}

function windowConditions(search: ConversationSearch, state: WindowState, now: number): Condition[] {
  const inboundMs = state === 'closed' ? inboundOfMost : inboundMsOf(search)
  const { from, to } = inboundRange(state, now)
  const conditions: Condition[] = [eb('conversations.channel', '=', WINDOWED_CHANNEL)]
  if (from !== null) conditions.push(sql`${inboundMs} >= ${from}`)
  if (to !== null) conditions.push(sql`${inboundMs} <= ${to}`)
  return conditions
}

function assigneeCondition(assignee: string, me: string | null): Condition {
  if (assignee === 'none') return eb('conversations.assignee_id', 'is', null)
  const id = assignee === 'me' ? me : assignee
  return id === null ? never : eb('conversations.assignee_id', '=', id)
}

/** The words of `matchesSearch`: each has to be a substring. */
export function wordConditions(words: readonly string[], postgres: boolean): Condition[] {
  return words.map((word) => {
    // Stripped of what cannot be stored, a word that is found nowhere might be found.
    if (storableText(word) !== word) return never
    const text = eb.ref('conversations.search_text')
    if (!postgres) return sql<SqlBool>`instr(${text}, ${word}) > 0`
    // Not `strpos`: `like` is the one that a trigram index can answer. Its wildcards are taken literally.
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    return sql<SqlBool>`${text} like ${pattern}`
  })
}
