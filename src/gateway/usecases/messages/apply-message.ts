import type { Actor } from '#contract/live-event.ts'
import type { VendorMessage } from '#connectors/reading.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { messagesById, oldestReadMs, upsertMessages } from '#gateway/storage/messages.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { messageEdit } from './message-edit.ts'
import { messageRow } from './message-row.ts'
import { changeOf, recordEdits } from '../conversations/record-edits.ts'
import { withoutUnderWay } from './under-way.ts'

/**
 * A message that a vendor told of by the id under which it lists it: it is in the thread at once, and in its conversation's row where it
 * is the last one. The same one again changes nothing. Answers false when only a read can tell: the conversation is not here, or the
 * message may be one of ours that is being sent.
 */
export async function applyMessage(
  deps: { storage: Storage; now: () => number },
  news: { workspaceId: string; conversationId: string; message: VendorMessage; actor: Actor },
): Promise<boolean> {
  const { workspaceId, conversationId, message, actor } = news
  return deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    if (row === undefined || row.removed_ms !== null) return false
    const [certain] = await withoutUnderWay(tx, workspaceId, conversationId, [message])
    if (certain === undefined) return false
    const [known] = await messagesById(tx, workspaceId, conversationId, [message.id])
    const isShown = await belongsToWhatIsHere(tx, row, message)
    if (isShown) await upsertMessages(tx, workspaceId, conversationId, [messageRow(message)])
    const edit = messageEdit(row, message, { actor, isKnown: known !== undefined })
    // Who looks at the thread is told of what stands in it otherwise.
    const inThread = changeOf('details', actor)
    const threadEdit = isShown && known === undefined ? { before: row, after: row, changes: [inThread] } : null
    const told = edit ?? threadEdit
    if (told !== null) await recordEdits(tx, workspaceId, [told], deps.now())
    return true
  })
}

/** The mirror has no holes: what is older than the oldest message of a thread that was read in part comes with the rest of it. */
async function belongsToWhatIsHere(tx: Tx, row: ConversationRow, { createdAt }: VendorMessage): Promise<boolean> {
  if (row.messages_cursor === null) return true
  const oldest = await oldestReadMs(tx, row.workspace_id, row.id)
  return oldest === null || createdAt >= oldest
}
