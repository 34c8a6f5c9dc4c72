import type { Actor } from '#contract/live-event.ts'
import type { VendorMessage } from '#connectors/reading.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { messageEdit } from './message-edit.ts'
import { recordEdits } from '../conversations/record-edits.ts'

/**
 * A customer's message that a webhook brought, applied at once to the conversation that it belongs to. The vendor's next read settles
 * what a webhook does not say: the status, and the exact count of unread messages. The message itself is not stored, because webhooks
 * may know it by another id than the message list does. An older message than the last one known changes nothing.
 */
export async function applyInbound(
  deps: { storage: Storage; now: () => number },
  inbound: { workspaceId: string; conversationId: string; message: VendorMessage; actor: Actor },
): Promise<void> {
  const { workspaceId, conversationId, message, actor } = inbound
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    if (row === undefined) return
    // It may come twice, and nothing that is stored tells it from another.
    const edit = messageEdit(row, message, { actor, isKnown: true })
    if (edit !== null) await recordEdits(tx, workspaceId, [edit], deps.now())
  })
}
