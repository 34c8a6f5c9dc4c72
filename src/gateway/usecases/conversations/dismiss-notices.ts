import type { Conversation } from '#contract/conversation.ts'
import type { Actor } from '#contract/live-event.ts'
import { conversationForUpdate, getConversation } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { orNotFound } from './or-not-found.ts'
import { presentConversation } from './present-conversation.ts'
import { changeOf, recordEdits } from './record-edits.ts'

/** Takes away the notices of what a vendor refused, for every agent: somebody has seen them. */
export async function dismissNotices(
  deps: { storage: Storage; now: () => number },
  request: { workspaceId: string; id: string; actor: Actor },
): Promise<Conversation> {
  const { workspaceId, id, actor } = request
  return deps.storage.write(async (tx) => {
    const row = orNotFound(await conversationForUpdate(tx, workspaceId, id))
    if (row.notice !== null) {
      const change = changeOf('sync', actor)
      await recordEdits(
        tx,
        workspaceId,
        [{ before: row, after: { ...row, notice: null }, changes: [change] }],
        deps.now(),
      )
    }
    return presentConversation(orNotFound(await getConversation(tx, workspaceId, id)))
  })
}
