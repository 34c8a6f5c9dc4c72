import { text } from '../kit/store.ts'
import { assigneeOf } from './assignments.ts'
import { conversationFrom, type Conversation, type Status } from './conversations.ts'
import type { Vendor } from './vendor.ts'

export type ListQuery = { page: number; perPage: number; status: Status | null; campaignId: string | null }
/** A conversation on a page, with the one of its assignments that the page shows. */
export type Listed = { conversation: Conversation; assigneeId: string | null }

// Neither Closed nor Deleted ones are shown to who asks for no status.
const wanted = `where (c.status = ?1 or (?1 is null and c.status = 'Active')) and (?2 is null or c.campaign_id = ?2)`

/**
 * The list as built. The page is cut out of joined rows: one row for each assignment that ever was, each tag, and, because a join
 * forgets to name its table, each pair of a list that the contact is in and a list that there is. So a page may hold few
 * conversations, and one conversation may stand on two pages.
 */
export function listAsBuilt(vendor: Vendor, { page, perPage, status, campaignId }: ListQuery): Listed[] {
  const direction = vendor.behaviour.assigneeShown === 'newest' ? 'desc' : 'asc'
  const sql = `
    select c.*, a.member_id as assignee_id from conversations c
    left join list_members m on m.contact_id = c.contact_id
    left join contact_lists l on m.contact_id is not null
    left join assignments a on a.conversation_id = c.id
    left join conversation_tags t on t.conversation_id = c.id
    ${wanted} order by c.place, c.id, a.seq ${direction} limit ?3 offset ?4`
  const rows = vendor.store.all(sql, status, campaignId, perPage, (page - 1) * perPage)
  const listed = new Map<string, Listed>()
  for (const row of rows) {
    const id = text(row, 'id')
    const assigneeId = row['assignee_id'] === null ? null : text(row, 'assignee_id')
    if (!listed.has(id)) listed.set(id, { conversation: conversationFrom(row), assigneeId })
  }
  return [...listed.values()]
}

/** The list as its page describes it: conversations, by last activity, with their number. */
export function listAsDocumented(
  vendor: Vendor,
  { page, perPage, status, campaignId }: ListQuery,
  order: 'asc' | 'desc',
): { listed: Listed[]; total: number } {
  const nulls = order === 'desc' ? 'last' : 'first'
  const sql = `
    select c.* from conversations c ${wanted}
    order by c.last_message_ms ${order} nulls ${nulls}, c.id limit ?3 offset ?4`
  const rows = vendor.store.all(sql, status, campaignId, perPage, (page - 1) * perPage)
  const count = vendor.store.get(`select count(*) as n from conversations c ${wanted}`, status, campaignId)
  const listed = rows.map(conversationFrom).map((conversation) => {
    return { conversation, assigneeId: assigneeOf(vendor, conversation.id) }
  })
  return { listed, total: Number(count?.['n']) }
}
