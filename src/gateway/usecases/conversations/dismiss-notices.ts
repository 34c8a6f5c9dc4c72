import type { Conversation } from '#contract/conversation.ts'
import type { Actor } from '#contract/live-event.ts'
import { conversationForUpdate, getConversation } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'
import { presentConversation } from './present-conversation.ts'
import { recordEdits } from './record-edits.ts'

/** Takes away the notices of what a vendor refused, for every agent: somebody has seen them. */
export async function dismissNotices(
  deps: { storage: Storage; now: () => number },
  request: { workspaceId: string; id: string; actor: Actor },
): Promise<Conversation> {
  const { workspaceId, id, actor } = request
  return deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, id)
    if (row === undefined || row.removed_ms !== null) return fail('resource_not_found')
    if (row.notice !== null) {
      const change = { field: 'sync' as const, from: null, to: null, actor, client: null }
      await recordEdits(
        tx,
        workspaceId,
        [{ before: row, after: { ...row, notice: null }, changes: [change] }],
        deps.now(),
      )
    }
    const view = await getConversation(tx, workspaceId, id)
    return presentConversation(view ?? fail('resource_not_found'))
  })
}
