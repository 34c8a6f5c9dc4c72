import type { Actor } from '#contract/live-event.ts'
import type { VendorMessage } from '#connectors/connector.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { previewOf } from './message-row.ts'
import { recordEdits } from './record-edits.ts'

const SHOWN = ['preview_text', 'preview_type', 'preview_inbound'] as const

/**
 * Shows the newest message of a conversation in its row. None, or one older than what is shown: the row only stops asking. `asOf` is
 * the conversation's `last_message_ms` when the message was asked for: where a newer one came meanwhile, the row goes on asking.
 */
export async function setPreview(
  deps: { storage: Storage; now: () => number },
  preview: {
    workspaceId: string
    conversationId: string
    message: VendorMessage | undefined
    asOf: number | null
    actor: Actor
  },
): Promise<void> {
  const { workspaceId, conversationId, message, asOf, actor } = preview
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    if (row === undefined) return
    const isNewer = message !== undefined && message.createdAt >= (row.preview_ms ?? 0)
    const preview_wanted = row.last_message_ms === asOf ? 0 : row.preview_wanted
    const after = { ...row, preview_wanted, ...(isNewer ? previewOf(message) : {}) }
    const shows = SHOWN.some((column) => after[column] !== row[column])
    const change = { field: 'details' as const, from: null, to: null, actor, client: null }
    await recordEdits(tx, workspaceId, [{ before: row, after, changes: shows ? [change] : [] }], deps.now())
  })
}
