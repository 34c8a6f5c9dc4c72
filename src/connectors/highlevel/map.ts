import type { Untold, VendorConversation, VendorUser } from '../reading.ts'
import { readRow, type ReadRow } from '../kit/rows.ts'
import { readTags } from '../kit/tags.ts'
import { first } from '../kit/text.ts'
import { toE164 } from '../kit/phone-number.ts'
import { channelOf, type Channel } from './channels.ts'
import { rowWire, type RowWire } from './wire.ts'

/** What a row does not tell of the conversation that it stands for, as far as it was learnt elsewhere. */
export type Known = {
  /** Null: not known. */
  channel: Channel | null
  lastInboundAt: number | null
  userOf: (id: string) => VendorUser
}

/** A row as it was written, and the conversation that it becomes with what is known besides. */
export type SearchRow = { wire: RowWire; complete: (known: Known) => VendorConversation }

export function readSearchRow(raw: unknown): ReadRow<SearchRow> {
  return readRow(rowWire, raw, (wire) => ({ wire, complete: (known) => toConversation(wire, known) }))
}

/** The fields beyond the documented ones come together or not at all: without a time, a missing assignee says nothing either. */
const undocumented: readonly Untold[] = ['activity', 'assignee', 'starred']

function toConversation(wire: RowWire, { channel, lastInboundAt, userOf }: Known): VendorConversation {
  const assigneeId = first(wire.assignedTo)
  const lastMessageAt = wire.lastMessageDate ?? null
  return {
    id: wire.id,
    channel: channelOf(wire.lastMessageType) ?? channel ?? channelOfType(wire),
    subject: null,
    ...(lastMessageAt === null ? { untold: undocumented } : {}),
    status: 'open',
    unknownStatus: null,
    contact: {
      id: wire.contactId,
      phoneNumber: toE164(wire.phone),
      name: nameOf(wire),
      email: first(wire.email),
    },
    accountPhoneNumber: null,
    assignee: assigneeId === null ? null : userOf(assigneeId),
    starred: wire.starred ?? false,
    ...(wire.tags ? { tags: readTags(wire.tags) } : {}),
    unreadCount: Math.max(0, Math.floor(wire.unreadCount ?? 0)),
    lastMessageAt,
    lastInboundAt: isFromCustomer(wire) ? lastMessageAt : lastInboundAt,
    createdAt: wire.dateAdded ?? lastMessageAt ?? 0,
    updatedAt: wire.dateUpdated ?? 0,
  }
}

/** Where a contact has no name, the other field repeats the number or the address. */
function nameOf({ fullName, contactName, phone, email }: RowWire): string | null {
  const shown = first(contactName)
  return first(fullName, shown === first(phone) || shown === first(email) ? null : shown)
}

/** Whether the last thing in the conversation is what its customer wrote; activities have a direction too. */
export function isFromCustomer({ lastMessageType, lastMessageDirection }: RowWire): boolean {
  return lastMessageDirection === 'inbound' && channelOf(lastMessageType) !== null
}

/** The conversation's own type is too coarse to answer by: a phone has text messages and WhatsApp. */
function channelOfType({ type, lastMessageType }: RowWire): Channel {
  if (type === 'TYPE_EMAIL') return 'email'
  if (type === 'TYPE_REVIEW') return 'review'
  return lastMessageType?.endsWith('_CALL') === true ? 'call' : 'other'
}
