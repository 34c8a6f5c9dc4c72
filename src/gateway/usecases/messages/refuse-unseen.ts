import type { Actor, Change } from '#contract/live-event.ts'
import { changesOf, oldestSeq } from '#gateway/storage/changes.ts'
import type { ChangeRow } from '#gateway/storage/changes.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'
import { presentChange } from '../conversations/present-change.ts'
import { presentConversation } from '../conversations/present-conversation.ts'

/**
 * Fails with `conversation_moved_on` when somebody else than `actor` wrote, noted something, assigned the conversation or changed its status after the
 * version `seen`: whoever answers has to know first. The failure carries the conversation and those changes, none when they are too
 * old to be kept.
 */
export async function refuseUnseen(tx: Tx, row: ConversationRow, seen: number, actor: Actor): Promise<void> {
  if (row.version <= seen) return
  const news = (await changesOf(tx, row.workspace_id, row.id, seen)).filter((change) => isNews(change, actor))
  const oldest = await oldestSeq(tx, row.workspace_id)
  const isKept = oldest !== null && oldest <= seen + 1
  if (news.length === 0 && isKept) return
  const view = await getConversation(tx, row.workspace_id, row.id)
  fail('conversation_moved_on', {
    extra: {
      conversation: view === undefined ? undefined : presentConversation(view),
      changes: news.map(presentChange),
    },
  })
}

const TOLD: ReadonlySet<Change['field']> = new Set(['message', 'note', 'status', 'assignee'])

function isNews({ field, to_value, actor: by }: ChangeRow, actor: Actor): boolean {
  const byAnother = by.type !== actor.type || by.id !== actor.id
  const isDeletedNote = field === 'note' && to_value === null
  return byAnother && TOLD.has(field) && !isDeletedNote
}
