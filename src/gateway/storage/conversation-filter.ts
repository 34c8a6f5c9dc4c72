import { sql } from 'kysely'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { accountKey } from '#contract/conversation-search.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { searchWords } from '#contract/search-text.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

type Builder = ExpressionBuilder<Tables, 'conversations'>

/** The contract's `matchesSearch` in SQL, one condition a filter; the two are tested against each other. */
export function searchConditions(
  eb: Builder,
  search: ConversationSearch,
  { me, postgres }: { me: string | null; postgres: boolean },
): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (search.status !== undefined) conditions.push(eb('conversations.status', '=', search.status))
  if (search.contact_id !== undefined) conditions.push(eb('conversations.contact_id', '=', search.contact_id))
  if (search.connection !== undefined) conditions.push(eb('conversations.connection_id', '=', search.connection))
  if (search.account !== undefined) conditions.push(eb('conversations.account_key', '=', accountKey(search.account)))
  if (search.assignee !== undefined) conditions.push(assigneeCondition(eb, search.assignee, me))
  if (search.q !== undefined) conditions.push(...searchWords(search.q).map((word) => wordCondition(eb, word, postgres)))
  return conditions
}

function assigneeCondition(eb: Builder, assignee: string, me: string | null): Expression<SqlBool> {
  if (assignee === 'none') return eb('conversations.assignee_id', 'is', null)
  const id = assignee === 'me' ? me : assignee
  return id === null ? never : eb('conversations.assignee_id', '=', id)
}

/** A word that no stored text can hold is found nowhere, while stripped of what cannot be stored it might be. */
function wordCondition(eb: Builder, word: string, postgres: boolean): Expression<SqlBool> {
  if (storableText(word) !== word) return never
  const text = eb.ref('conversations.search_text')
  if (!postgres) return sql<SqlBool>`instr(${text}, ${word}) > 0`
  // Not `strpos`: `like` is the one that a trigram index can answer. Its wildcards are taken literally.
  const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql<SqlBool>`${text} like ${pattern}`
}

const never = sql<SqlBool>`1 = 0`
