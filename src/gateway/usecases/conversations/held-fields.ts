import { keepableFields } from '#contract/conversation.ts'
import type { KeepableField } from '#contract/conversation.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { Channels } from '../connections/channel-rules.ts'

/** What the vendor holds of conversations on a channel. Nothing on one that its rules do not name. */
export function holdsOn(channels: Channels, channel: string): readonly HeldField[] {
  return channels?.[channel]?.holds ?? []
}

/** The same for one conversation; while nobody knows its vendor's rules, as they were when it was read last. */
export function heldOf(channels: Channels, row: ConversationRow): readonly HeldField[] {
  if (channels !== undefined) return holdsOn(channels, row.channel)
  const held: HeldField[] = keepableFields.filter((field) => field === 'assignee' || row[`${field}_kept_here`] === 0)
  return row.read_kept_here === 0 ? [...held, 'unread'] : held
}

/** Whether a read says anything of a field; what the vendor does not hold is passed over whatever it says. */
export function tells(read: VendorConversation, holds: readonly HeldField[], field: 'status' | 'assignee' | 'starred') {
  return holds.includes(field) && read.untold?.includes(field) !== true
}

/** What the vendor is known to hold, in the words of `vendorValue`. */
export function shadowOf(row: ConversationRow, field: KeepableField): string | null {
  if (field === 'status') return row.status_shadow
  if (field === 'assignee') return row.assignee_shadow
  if (field === 'starred') return starOf(row.starred_shadow === 1)
  // A message that an event brought is unread there too, though no read has counted it yet.
  return row.unread_shadow > 0 || (row.unread_count > 0 && row.unread_marked === 0) ? 'unread' : 'read'
}

/** The same in a read. */
export function valueIn(read: VendorConversation, field: KeepableField): string | null {
  if (field === 'status') return read.unknownStatus ?? read.status
  if (field === 'assignee') return read.assignee?.id ?? null
  if (field === 'starred') return starOf(read.starred)
  return read.unreadCount > 0 ? 'unread' : 'read'
}

/** A star as a value that changes and notices name. */
export function starOf(isStarred: boolean): string | null {
  return isStarred ? 'starred' : null
}
