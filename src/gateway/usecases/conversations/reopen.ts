import type { Actor } from '#contract/live-event.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import type { Edit, EditChange } from './record-edits.ts'

/**
 * Whether a customer's message opens a conversation again whose status is kept here: no vendor does it for us, and whoever writes must
 * not be overlooked. Where it was not known when the customer wrote last, what was written before the status was set is no news.
 */
function reopens(before: ConversationRow, after: ConversationRow): boolean {
  if (after.status_kept_here === 0 || after.status === 'open') return false
  const known = before.activity_untold === activity.untold ? before.status_ms : (before.last_inbound_ms ?? 0)
  return (after.last_inbound_ms ?? 0) > known
}

/** The edit, with the conversation opened again where a customer's message does that. `vendor`: from where the message came. */
export function withReopening(edit: Edit & { before: ConversationRow }, vendor: Actor): Edit {
  const { before, after, changes } = edit
  if (!reopens(before, after)) return edit
  const actor: Actor = { ...vendor, type: 'system' }
  const change: EditChange = { field: 'status', from: after.status, to: 'open', actor, client: null }
  return { before, after: { ...after, status: 'open' }, changes: [...changes, change] }
}
