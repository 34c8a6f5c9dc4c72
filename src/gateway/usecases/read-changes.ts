import type { ConversationEvent, LiveEvent } from '#contract/live-event.ts'
import { oldestSeq, readChanges } from '#gateway/storage/changes.ts'
import type { ChangeRow } from '#gateway/storage/changes.ts'
import { getConversations } from '#gateway/storage/conversations.ts'
import type { ShownConversation } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { currentSeq } from '#gateway/storage/workspaces.ts'
import { presentChange } from './conversations/present-change.ts'
import { presentConversation } from './conversations/present-conversation.ts'

export type SeqEvent = Extract<LiveEvent, { type: 'conversation' | 'removed' }>
export type ChangesPage = { events: SeqEvent[]; asOf: number; hasMore: boolean }

/**
 * What changed after a seq, as events in the order of their seq, each with its conversation as it is now. Null when the seq is from
 * before the oldest change kept, or from a database that this one is not: then only a reload helps.
 */
export async function readChangesSince(
  storage: Storage,
  workspaceId: string,
  since: number,
  limit: number,
): Promise<ChangesPage | null> {
  return storage.snapshot(async (db) => {
    const newest = await currentSeq(db, workspaceId)
    if (since === newest) return { events: [], asOf: newest, hasMore: false }
    const oldest = await oldestSeq(db, workspaceId)
    if (since > newest || (oldest !== null && since < oldest - 1)) return null
    const found = await readChanges(db, workspaceId, since, limit + 1)
    const rows = found.slice(0, limit)
    const ids = [...new Set(rows.map((row) => row.conversation_id))]
    const views = new Map((await getConversations(db, workspaceId, ids)).map((view) => [view.id, view]))
    const last = rows.at(-1)
    const hasMore = found.length > limit && last !== undefined
    return { events: eventsOf(rows, views), asOf: hasMore ? last.seq : newest, hasMore }
  })
}

function eventsOf(rows: readonly ChangeRow[], views: ReadonlyMap<string, ShownConversation>): SeqEvent[] {
  const perConversation = [...Map.groupBy(rows, (row) => row.conversation_id)]
  return perConversation
    .map(([id, changes]): SeqEvent => {
      const seq = changes.at(-1)?.seq ?? 0
      const view = views.get(id)
      return view === undefined || view.removed_ms !== null
        ? { type: 'removed', seq, id }
        : ({
            type: 'conversation',
            seq,
            conversation: presentConversation(view),
            changes: changes.map(presentChange),
          } satisfies ConversationEvent)
    })
    .sort((a, b) => a.seq - b.seq)
}
