import { statuses } from '#contract/conversation.ts'
import type { VendorConversation, VendorMessage, VendorUser } from '../reading.ts'
import type { VendorPatch } from '../connector.ts'
import { describeContent } from './content.ts'
import { readParts } from './parts.ts'
import { readProgress } from './progress.ts'
import { readRow, type ReadRow } from '../kit/rows.ts'
import { first } from '../kit/text.ts'
import { contactWire, conversationWire, messageWire, type ConversationWire, type MessageWire } from './wire.ts'

export function readConversation(raw: unknown): ReadRow<VendorConversation> {
  return readRow(conversationWire, raw, toConversation)
}

export function readMessage(raw: unknown): ReadRow<VendorMessage> {
  return readRow(messageWire, raw, toMessage)
}

/** A contact as far as a webhook or the look-up by number needs it. */
export function readContact(raw: unknown) {
  return readRow(contactWire, raw, (wire) => ({
    id: wire.id,
    name: first(wire.name),
    email: first(wire.email),
    phoneNumber: first(wire.phone_number),
    accountPhoneNumber: first(wire.whatsapp_account?.phone_number),
  }))
}

/** The body of `PATCH /conversations/{id}`: null clears the assignee, an absent key leaves the field alone. */
export function toPatchBody({ status, assigneeId }: VendorPatch): { status?: string; assigned_to?: string | null } {
  return {
    ...(status === undefined ? {} : { status }),
    ...(assigneeId === undefined ? {} : { assigned_to: assigneeId }),
  }
}

function toConversation(wire: ConversationWire): VendorConversation {
  const status = statuses.find((known) => known === wire.status)
  return {
    id: wire.id,
    channel: 'whatsapp',
    subject: null,
    status: status ?? 'open',
    unknownStatus: status === undefined ? wire.status : null,
    contact: {
      id: wire.contact.id,
      phoneNumber: first(wire.contact.phone_number),
      name: first(wire.contact.name),
      email: first(wire.contact.email),
    },
    accountPhoneNumber: first(wire.whatsapp_account?.phone_number),
    assignee: toAssignee(wire.assignee),
    starred: false,
    unreadCount: Math.max(0, wire.unread_count ?? 0),
    lastMessageAt: wire.last_message_at,
    lastInboundAt: wire.last_inbound_at,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
  }
}

function toAssignee(wire: ConversationWire['assignee']): VendorUser | null {
  const id = first(wire?.id)
  return id === null ? null : { id, name: first(wire?.name), email: first(wire?.email) }
}

function toMessage(wire: MessageWire): VendorMessage {
  const type = first(wire.type) ?? 'unknown'
  return {
    id: wire.id,
    direction: wire.direction,
    type,
    ...describeContent(type, wire),
    ...readParts(type, wire),
    delivery: wire.direction === 'inbound' ? null : readProgress(wire),
    createdAt: wire.created_at,
  }
}
