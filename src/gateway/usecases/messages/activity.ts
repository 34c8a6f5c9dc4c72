import type { VendorMessage } from '#connectors/reading.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { previewOf } from './message-row.ts'

/** Notes of colleagues and lines of the vendor's own are no messages to or from the customer. */
export function isWritten({ type }: Pick<VendorMessage, 'type'>): boolean {
  return type !== 'note' && type !== 'event'
}

/** After a message told the times of a row. */
export function knownFromMessages({ activity_untold: known }: ConversationRow): number {
  return known === activity.told ? activity.told : activity.fromMessages
}

/**
 * What messages of a conversation, in any order, tell of when and by whom was written last, where the vendor's rows say nothing of it.
 * What is unread the vendor counts.
 */
export function activityAfter(row: ConversationRow, messages: readonly VendorMessage[]): Partial<ConversationRow> {
  const written = messages.filter(isWritten)
  const newest = latest(written)
  if (newest === undefined) return {}
  const inbound = latest(written.filter(isFromCustomer))
  const isLater = newest.createdAt > (row.last_message_ms ?? 0)
  const isInbound = inbound !== undefined && inbound.createdAt > (row.last_inbound_ms ?? 0)
  return {
    ...(isLater ? { last_message_ms: newest.createdAt, sort_ms: newest.createdAt } : {}),
    ...(isLater ? previewOf(newest) : {}),
    ...(isInbound ? { last_inbound_ms: inbound.createdAt } : {}),
    activity_untold: knownFromMessages(row),
  }
}

/**
 * When the customer wrote last, of messages in any order, for a row whose vendor tells who wrote last and not when the other side did. It
 * is no news: the row is only as whole as it always should have been.
 */
export function inboundBefore(
  { last_inbound_ms: known }: ConversationRow,
  messages: readonly VendorMessage[],
): Partial<ConversationRow> {
  const inbound = known === null ? latest(messages.filter(isFromCustomer)) : undefined
  return inbound === undefined ? {} : { last_inbound_ms: inbound.createdAt }
}

function isFromCustomer(message: VendorMessage): boolean {
  return isWritten(message) && message.direction === 'inbound'
}

function latest(messages: readonly VendorMessage[]): VendorMessage | undefined {
  return messages.reduce<VendorMessage | undefined>(
    (newest, message) => (newest === undefined || message.createdAt > newest.createdAt ? message : newest),
    undefined,
  )
}
