import { text, textOrNull, type Store } from '../kit/store.ts'

/** One row of the join that the list as built is cut out of. */
export type JoinedRow = { conversationId: string; assigneeId: string | null }
export type JoinedRows = (status: string | null, campaignId: string | null, newestFirst: boolean) => JoinedRow[]

/**
 * The rows of the join: one for each assignment that ever was, each tag, and, because a join forgets to name its table, each pair of a list
 * that the contact is in and a list that there is. Kept until something is written, or a page far back would cost as much as all before it.
 */
export function createJoinedRows(store: Store): JoinedRows {
  let writtenThen: unknown
  const kept = new Map<string, JoinedRow[]>()

  return (status, campaignId, newestFirst) => {
    const written = store.get('select total_changes() as n')?.['n']
    if (written !== writtenThen) kept.clear()
    writtenThen = written
    const key = JSON.stringify([status, campaignId, newestFirst])
    const rows = kept.get(key) ?? join(store, status, campaignId, newestFirst)
    kept.set(key, rows)
    return rows
  }
}

function join(store: Store, status: string | null, campaignId: string | null, newestFirst: boolean): JoinedRow[] {
  const sql = `
    select c.id, a.member_id as assignee_id from conversations c
    left join list_members m on m.contact_id = c.contact_id
    left join contact_lists l on m.contact_id is not null
    left join assignments a on a.conversation_id = c.id
    left join conversation_tags t on t.conversation_id = c.id
    where c.status = coalesce(?1, 'Active') and (?2 is null or c.campaign_id = ?2)
    order by c.place, c.id, a.seq ${newestFirst ? 'desc' : 'asc'}`
  return store
    .all(sql, status, campaignId)
    .map((row) => ({ conversationId: text(row, 'id'), assigneeId: textOrNull(row, 'assignee_id') }))
}
