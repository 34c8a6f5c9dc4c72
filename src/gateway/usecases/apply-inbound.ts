import type { Actor } from '#contract/live-event.ts'
import type { VendorMessage } from '#connectors/connector.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { previewOf } from './message-row.ts'
import { afterInbound } from './read-state.ts'
import { recordEdits } from './record-edits.ts'

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
    const isNewest = message.createdAt > (row.last_message_ms ?? 0)
    const isLastInbound = message.createdAt > (row.last_inbound_ms ?? 0)
    if (!isLastInbound) return
    const after = {
      ...row,
      ...afterInbound(row),
      last_inbound_ms: message.createdAt,
      ...(isNewest
        ? { last_message_ms: message.createdAt, sort_ms: message.createdAt, preview_wanted: 0, ...previewOf(message) }
        : {}),
    }
    const change = { field: 'message' as const, from: null, to: 'inbound', actor, client: null }
    await recordEdits(tx, workspaceId, [{ before: row, after, changes: [change] }], deps.now())
  })
}
