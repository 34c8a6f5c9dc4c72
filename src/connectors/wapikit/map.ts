import type { Status } from '#contract/conversation.ts'
import type { Untold, VendorConversation, VendorMessage, VendorUser } from '../reading.ts'
import { toE164 } from '../kit/phone-number.ts'
import { readRow, type ReadRow } from '../kit/rows.ts'
import { readTags } from '../kit/tags.ts'
import { first } from '../kit/text.ts'
import { readContent } from './content.ts'
import { readProgress } from './progress.ts'
import { conversationWire, memberWire, messageWire, type ConversationWire, type MessageWire } from './wire.ts'

const ID = 'uniqueId'

/** The vendor's words that its database knows; the last one keeps a conversation out of every list. */
const statuses: Readonly<Record<string, Status>> = { Active: 'open', Closed: 'resolved', Resolved: 'resolved' }
export const DELETED = 'Deleted'

/** The word to write. There is none for pending: the nearest keeps the conversation going there. */
export function toVendorStatus(status: Status): 'Active' | 'Closed' {
  return status === 'resolved' ? 'Closed' : 'Active'
}

/** `list`: a row of a list, which tells the assignee and what is unread; a single conversation tells of neither. */
export function readConversation(raw: unknown, from: 'list' | 'single'): ReadRow<VendorConversation> {
  return readRow(conversationWire, raw, (wire) => toConversation(wire, from), ID)
}

export function readMessage(raw: unknown): ReadRow<VendorMessage> {
  return readRow(messageWire, raw, toMessage, ID)
}

export function readMember(raw: unknown): ReadRow<VendorUser> {
  return readRow(
    memberWire,
    raw,
    (wire) => ({ id: wire.uniqueId, name: first(wire.name), email: first(wire.email) }),
    ID,
  )
}

function toConversation(wire: ConversationWire, from: 'list' | 'single'): VendorConversation {
  const status = Object.hasOwn(statuses, wire.status) ? statuses[wire.status] : undefined
  const messages = (wire.messages ?? []).flatMap((raw) => messageWire.safeParse(raw).data ?? [])
  const assignee = toAssignee(wire.assignedTo)
  const unreadCount = Math.max(0, wire.numberOfUnreadMessages ?? 0)
  const untold: Untold[] = [
    ...(messages.length === 0 ? (['activity'] as const) : []),
    ...(from === 'single' && assignee === null ? (['assignee'] as const) : []),
    ...(from === 'single' && unreadCount === 0 ? (['unread'] as const) : []),
  ]
  const phoneNumber = toE164(wire.contact.phone)
  const name = first(wire.contact.name)
  return {
    id: wire.uniqueId,
    channel: 'whatsapp',
    subject: null,
    untold,
    status: status ?? 'open',
    unknownStatus: status === undefined ? wire.status : null,
    contact: {
      id: wire.contact.uniqueId,
      phoneNumber,
      // Somebody without a profile name is called by their number.
      name: name !== null && /^[\d+ ()-]+$/.test(name) && toE164(name) === phoneNumber ? null : name,
      email: null,
    },
    accountPhoneNumber: null,
    assignee,
    starred: false,
    ...(wire.tags ? { tags: readTags(wire.tags.map((tag) => first(tag?.label, tag?.name))) } : {}),
    unreadCount,
    lastMessageAt: newest(messages),
    lastInboundAt: newest(messages.filter(({ direction }) => direction === 'InBound')),
    createdAt: wire.createdAt,
    // No time of a change is told.
    updatedAt: wire.createdAt,
  }
}

function toAssignee(wire: ConversationWire['assignedTo']): VendorUser | null {
  const id = first(wire?.uniqueId)
  return id === null ? null : { id, name: first(wire?.name), email: first(wire?.email) }
}

function newest(messages: readonly MessageWire[]): number | null {
  return messages.length === 0 ? null : Math.max(...messages.map(({ createdAt }) => createdAt))
}

function toMessage(wire: MessageWire): VendorMessage {
  return {
    id: wire.uniqueId,
    direction: wire.direction === 'InBound' ? 'inbound' : 'outbound',
    ...readContent(wire),
    delivery: wire.direction === 'InBound' ? null : readProgress(wire.status),
    createdAt: wire.createdAt,
  }
}
