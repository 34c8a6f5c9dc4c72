import type { Actor } from '#contract/live-event.ts'
import type { VendorMessage } from '#connectors/reading.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { isWritten, knownFromMessages } from './activity.ts'
import { previewOf } from './message-row.ts'
import { afterInbound } from '../conversations/read-state.ts'
import type { Edit } from '../conversations/record-edits.ts'
import { withReopening } from '../conversations/reopen.ts'

/**
 * What a message does to its conversation: preview, times, and the count of unread ones. `isKnown`: it may have been applied before, so
 * that only a later one than the last counts. Null when it tells nothing new. Pure.
 */
export function messageEdit(
  before: ConversationRow,
  message: VendorMessage,
  { actor, isKnown }: { actor: Actor; isKnown: boolean },
): Edit | null {
  // What colleagues wrote to each other, and what the vendor says of itself, is nothing that anybody answers.
  if (!isWritten(message)) return null
  const { createdAt, direction } = message
  const isInbound = direction === 'inbound'
  // Vendors tell times in whole seconds: two of the same moment are two, unless it is the same one again.
  const isLater = (known: number | null) => createdAt > (known ?? 0) || (createdAt === known && !isKnown)
  const isLastInbound = isInbound && isLater(before.last_inbound_ms)
  const isLast = isLater(before.last_message_ms) && createdAt >= (before.preview_ms ?? 0)
  if (!isLast && !isLastInbound) return null
  const after = {
    ...before,
    ...(isLastInbound ? { ...afterInbound(before), last_inbound_ms: createdAt } : {}),
    ...(isLast ? { last_message_ms: createdAt, sort_ms: createdAt, ...previewOf(message) } : {}),
    ...(isLast && (isInbound || before.activity_untold !== activity.untold)
      ? { preview_wanted: 0, activity_untold: knownFromMessages(before) }
      : {}),
  }
  const change = { field: 'message' as const, from: null, to: direction, actor, client: null }
  return withReopening({ before, after, changes: [change] }, actor)
}
