import type { Actor } from '#contract/live-event.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import { hastenSends } from '#gateway/storage/sends.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { changeOf, recordEdits } from '../conversations/record-edits.ts'

/**
 * Something happened to a message of this conversation, and only the vendor knows to which: the thread is read anew when it is opened
 * next, and browsers that show it are told.
 */
export async function markMessagesStale(
  deps: { storage: Storage; now: () => number },
  stale: { workspaceId: string; conversationId: string; actor: Actor },
): Promise<void> {
  const { workspaceId, conversationId, actor } = stale
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    if (row === undefined || row.removed_ms !== null) return
    await hastenSends(tx, workspaceId, conversationId, deps.now())
    const after = { ...row, messages_fresh_ms: null }
    await recordEdits(tx, workspaceId, [{ before: row, after, changes: [changeOf('details', actor)] }], deps.now())
  })
}
