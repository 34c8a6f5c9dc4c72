import { expressionBuilder, sql } from 'kysely'
import type { Expression, SqlBool } from 'kysely'
import { accountKey } from '#contract/conversation-search.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { SortKey } from '#contract/conversation.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

type Condition = Expression<SqlBool>

/** What a page is cut from: a search, for whom (null: nobody), and below which sort key (null: from the top). */
export type Cut = { search: ConversationSearch; me: string | null; after: SortKey | null }

const eb = expressionBuilder<Tables, 'conversations'>()
const never = sql<SqlBool>`1 = 0`

/** The contract's `matchesSearch` in SQL but for its words, one condition a filter, and the place of the page. */
export function filterConditions(workspaceId: string, { search, me, after }: Cut): Condition[] {
  const conditions: Condition[] = [
    eb('conversations.workspace_id', '=', workspaceId),
    eb('conversations.removed_ms', 'is', null),
  ]
  if (search.status !== undefined) conditions.push(eb('conversations.status', '=', search.status))
  if (search.contact_id !== undefined) conditions.push(eb('conversations.contact_id', '=', search.contact_id))
  if (search.connection !== undefined) conditions.push(eb('conversations.connection_id', '=', search.connection))
  if (search.account !== undefined) conditions.push(eb('conversations.account_key', '=', accountKey(search.account)))
  if (search.assignee !== undefined) conditions.push(assigneeCondition(search.assignee, me))
  if (after !== null) {
    conditions.push(eb(eb.refTuple('conversations.sort_ms', 'conversations.id'), '<', eb.tuple(after.ms, after.id)))
  }
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
