import type { Actor } from '#contract/live-event.ts'
import type { VendorMessage } from '#connectors/reading.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { activityAfter, inboundBefore, isWritten } from './activity.ts'
import { previewOf } from './message-row.ts'
import { recordEdits } from '../conversations/record-edits.ts'
import { withReopening } from '../conversations/reopen.ts'

const SHOWN = [
  'preview_text',
  'preview_type',
  'preview_inbound',
  'last_message_ms',
  'last_inbound_ms',
  'activity_untold',
] as const

/**
 * Shows the newest of some messages of a conversation in its row, and takes its times from them where the vendor tells none. None, or one
 * older than what is shown: the row only stops asking. `asOf` is the conversation's `last_message_ms` when the message was asked for: where
 * a newer one came meanwhile, the row goes on asking.
 */
export async function setPreview(
  deps: { storage: Storage; now: () => number },
  preview: {
    workspaceId: string
    conversationId: string
    messages: readonly VendorMessage[]
    asOf: number | null
    actor: Actor
  },
): Promise<void> {
  const { workspaceId, conversationId, messages, asOf, actor } = preview
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    if (row === undefined) return
    const message = messages.find(isWritten)
    const isNewer = message !== undefined && message.createdAt >= (row.preview_ms ?? 0)
    const preview_wanted = row.last_message_ms === asOf ? 0 : row.preview_wanted
    // A row without times also stands where its messages say when there are none: it asks no more, until something is new.
    const moved = row.activity_untold === activity.told ? inboundBefore(row, messages) : activityAfter(row, messages)
    const after = { ...row, preview_wanted, ...(isNewer ? previewOf(message) : {}), ...moved }
    const shows = SHOWN.some((column) => after[column] !== row[column])
    const isNews = row.activity_untold === activity.fromMessages && after.last_inbound_ms !== row.last_inbound_ms
    const told = isNews ? { field: 'message' as const, to: 'inbound' } : { field: 'details' as const, to: null }
    const change = { ...told, from: null, actor, client: null }
    const edit = withReopening({ before: row, after, changes: shows ? [change] : [] }, actor)
    await recordEdits(tx, workspaceId, [edit], deps.now())
  })
}
