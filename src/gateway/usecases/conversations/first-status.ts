import type { Status } from '#contract/conversation.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import { tells } from './held-fields.ts'

/** What nobody moved for so long before an account was first read is not waiting for an answer. */
const QUIET_MS = 30 * 24 * 60 * 60 * 1000

/**
 * The status with which a conversation appears. Where the vendor has none it is ours to say: open, or else years of settled conversations
 * would be open at once, so that while an account is read for the first time (`isFirstReading`) those begin as resolved that are read and
 * were quiet for a month when the read began. `readBegan` is epoch ms.
 */
export function firstStatus(
  read: VendorConversation,
  holds: readonly HeldField[],
  { readBegan, isFirstReading }: { readBegan: number; isFirstReading: boolean },
): Status {
  if (tells(read, holds, 'status')) return read.status
  const isUnread = read.unreadCount > 0 && read.untold?.includes('unread') !== true
  const isTold = read.untold?.includes('activity') !== true
  const isQuiet = isTold && (read.lastMessageAt ?? read.createdAt) <= readBegan - QUIET_MS
  return isFirstReading && !holds.includes('status') && isQuiet && !isUnread ? 'resolved' : 'open'
}
