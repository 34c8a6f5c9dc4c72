import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { Conversation } from '#contract/conversation.ts'
import type { Change } from '#contract/live-event.ts'

/**
 * Why a conversation left a search. The change that this page was told of when it explains it; else one by the system without a name,
 * made from what the conversation holds, as after a catch-up that brought the state without its story.
 */
export function departureOf(shown: Conversation, search: ConversationSearch, last: Change | undefined): Change {
  if (last !== undefined && explains(last, shown, search)) return last
  const byStatus = search.status !== undefined && shown.status !== search.status
  return {
    ...windowDeparture(shown),
    field: byStatus ? 'status' : search.assignee === undefined ? 'details' : 'assignee',
    to: byStatus ? shown.status : search.assignee === undefined ? null : (shown.assignee?.id ?? null),
  }
}

/** Why a conversation left whose window alone does not fit any more: time did it, or a customer who wrote. */
export function windowDeparture(shown: Conversation): Change {
  const actor = { type: 'system' as const, id: '', name: '' }
  return { seq: shown.version, field: 'details', from: null, to: null, actor, client: null, at: shown.updated_at }
}

function explains(last: Change, shown: Conversation, search: ConversationSearch): boolean {
  if (last.field === 'removed') return true
  if (last.field === 'status')
    return search.status !== undefined && last.to === shown.status && shown.status !== search.status
  return last.field === 'assignee' && search.assignee !== undefined && last.to === (shown.assignee?.id ?? null)
}
