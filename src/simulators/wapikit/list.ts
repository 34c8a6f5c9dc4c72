import { assigneeOf } from './assignments.ts'
import { conversationFrom, findConversation, type Conversation, type Status } from './conversations.ts'
import type { Vendor } from './vendor.ts'

export type ListQuery = { page: number; perPage: number; status: Status | null; campaignId: string | null }
/** A conversation on a page, with the one of its assignments that the page shows. */
export type Listed = { conversation: Conversation; assigneeId: string | null }

// Neither Closed nor Deleted ones are shown to who asks for no status.
const wanted = `where c.status = coalesce(?1, 'Active') and (?2 is null or c.campaign_id = ?2)`

/** The list as built: a page is cut out of joined rows, so it may hold few conversations, and one may stand on two pages. */
export function listAsBuilt(vendor: Vendor, { page, perPage, status, campaignId }: ListQuery): Listed[] {
  const newestFirst = vendor.behaviour.assigneeShown === 'newest'
  const rows = vendor.joinedRows(status, campaignId, newestFirst).slice((page - 1) * perPage, page * perPage)
  const firsts = new Map(rows.toReversed().map((row) => [row.conversationId, row.assigneeId]))
  return [...firsts].toReversed().flatMap(([id, assigneeId]) => {
    const conversation = findConversation(vendor, id)
    return conversation === undefined ? [] : [{ conversation, assigneeId }]
  })
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
