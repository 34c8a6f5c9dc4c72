import type { ConversationRow } from '#gateway/storage/conversations.ts'

/** What is known of who has read a conversation. Reads are the team's own: the vendor counts on without hearing of them. */
export type ReadState = Pick<
  ConversationRow,
  'unread_count' | 'unread_shadow' | 'unread_read' | 'unread_marked' | 'read_through_ms'
>
type Held = ReadState & Pick<ConversationRow, 'last_inbound_ms'>

/** A conversation that nobody has read or marked here: the vendor's count is shown as it is. */
export function unreadAsTheVendorCounts(vendorCount: number): ReadState {
  return {
    unread_count: vendorCount,
    unread_shadow: vendorCount,
    unread_read: 0,
    unread_marked: 0,
    read_through_ms: null,
  }
}

/**
 * After a read that brought the vendor's count and the time of the customer's last message, epoch ms; undefined where it did not say,
 * and the count alone has to do.
 */
export function afterVendorCount(
  held: ReadState,
  vendorCount: number,
  lastInboundMs: number | null | undefined,
): ReadState {
  const isRead = lastInboundMs !== undefined && isReadThrough(held, lastInboundMs)
  // A count that fell was emptied at the vendor: whatever it holds now came after all that it held before.
  const read = isRead ? vendorCount : vendorCount < held.unread_shadow ? 0 : held.unread_read
  // The last message is newer than what was read, so one is new at least, however the vendor counted meanwhile.
  const least = lastInboundMs === undefined ? 0 : 1
  const counted = isRead || vendorCount === 0 ? 0 : Math.max(least, vendorCount - read)
  return {
    unread_count: Math.max(held.unread_marked, counted),
    unread_shadow: vendorCount,
    unread_read: read,
    unread_marked: held.unread_marked,
    read_through_ms: held.read_through_ms,
  }
}

/** After a customer's message that the vendor's count is not known to hold yet. */
export function afterInbound(held: ReadState): ReadState {
  const { unread_shadow, unread_read, unread_marked, read_through_ms } = held
  return {
    unread_count: messagesIn(held) + 1,
    unread_shadow,
    unread_read,
    unread_marked,
    read_through_ms,
  }
}

/** After somebody here read everything up to the customer's last message. */
export function afterReading(held: Held): ReadState {
  // Messages that a webhook brought are shown already, and the vendor's count will hold them from its next read on.
  const notCountedYet = Math.max(0, messagesIn(held) - Math.max(0, held.unread_shadow - held.unread_read))
  const isUnread = held.unread_count > 0
  return {
    unread_count: 0,
    unread_shadow: held.unread_shadow,
    unread_read: isUnread ? held.unread_shadow + notCountedYet : held.unread_read,
    unread_marked: 0,
    read_through_ms: isUnread ? (held.last_inbound_ms ?? 0) : held.read_through_ms,
  }
}

/** After somebody here marked it unread: it shows at least one until it is read here again. */
export function afterMarkingUnread(held: ReadState): ReadState {
  const { unread_count, unread_shadow, unread_read, read_through_ms } = held
  return {
    unread_count: Math.max(1, unread_count),
    unread_shadow,
    unread_read,
    unread_marked: 1,
    read_through_ms,
  }
}

/**
 * After the vendor took a mark, with the count that it answered with, or null. From then on its count is the truth, as it knows what was
 * read; a message that came meanwhile stays unread.
 */
export function afterTelling(held: ReadState, mark: 'read' | 'unread', vendorCount: number | null): ReadState {
  const count = mark === 'read' ? (vendorCount ?? 0) : Math.max(1, vendorCount ?? 1)
  return {
    unread_count: mark === 'read' ? held.unread_count : count,
    unread_shadow: count,
    unread_read: 0,
    unread_marked: 0,
    read_through_ms: null,
  }
}

/** How many messages the count stands for: a mark alone is none, and the first one that comes takes its place. */
function messagesIn({ unread_count: shown, unread_marked: marked }: ReadState): number {
  return marked === 1 && shown === 1 ? 0 : shown
}

function isReadThrough({ read_through_ms: through }: ReadState, lastInboundMs: number | null): boolean {
  return through !== null && (lastInboundMs ?? 0) <= through
}
