import { text } from '../kit/store.ts'
import { notFound, VendorError } from './errors.ts'
import { mustFind } from './conversations.ts'
import { findMember } from './organisation.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'

/** The member whose assignment holds; as built there may be several, and the newest counts. */
export function assigneeOf(vendor: Vendor, conversationId: string): string | null {
  const sql = `select member_id from assignments where conversation_id = ? and status = 'Assigned' order by seq desc`
  const row = vendor.store.get(sql, conversationId)
  return row ? text(row, 'member_id') : null
}

/**
 * Assigns a member and tells that member's own streams. As built, an assignment that holds already is not ended, and nobody is
 * assigned to one conversation twice, not even after having been unassigned: the row is there.
 */
export function assign(vendor: Vendor, conversationId: string, memberId: string): void {
  const member = findMember(vendor.store, memberId)
  if (!member) throw notFound('organization member')
  mustFind(vendor, conversationId)
  vendor.store.transaction(() => {
    if (!isAsBuilt(vendor) || assigneeOf(vendor, conversationId) === null) endAll(vendor, conversationId)
    const known = vendor.store.get(
      'select 1 from assignments where conversation_id = ? and member_id = ?',
      conversationId,
      memberId,
    )
    if (known && isAsBuilt(vendor)) {
      const constraint = 'duplicate key value violates unique constraint "ConversationAssignment_pkey"'
      throw new VendorError(500, `jet: ERROR: ${constraint} (SQLSTATE 23505)`)
    }
    const sql = `insert or replace into assignments
      select ?, ?, 'Assigned', coalesce(max(seq), 0) + 1 from assignments`
    vendor.store.run(sql, conversationId, memberId)
  })
  vendor.streams.emit('ChatAssignment', { conversationId }, member.userId)
}

/** Ends what assignments there are. As built, a conversation that nobody was ever assigned to makes it fail. */
export function unassign(vendor: Vendor, conversationId: string): void {
  mustFind(vendor, conversationId)
  const former = assigneeOf(vendor, conversationId)
  const any = vendor.store.get('select 1 from assignments where conversation_id = ?', conversationId)
  if (!any && isAsBuilt(vendor)) throw new VendorError(500, 'qrm: no rows in result set')
  endAll(vendor, conversationId)
  const userId = former === null ? undefined : findMember(vendor.store, former)?.userId
  if (userId !== undefined) vendor.streams.emit('ChatUnAssignment', { conversationId }, userId)
}

function endAll(vendor: Vendor, conversationId: string): void {
  vendor.store.run(`update assignments set status = 'Unassigned' where conversation_id = ?`, conversationId)
}
