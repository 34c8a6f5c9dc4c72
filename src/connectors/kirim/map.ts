import * as z from 'zod/mini'
import { statuses } from '#contract/conversation.ts'
import type { MalformedRow, VendorConversation, VendorMessage, VendorPatch, VendorUser } from '../connector.ts'
import { describeContent } from './content.ts'
import { readParts } from './parts.ts'
import { readProgress } from './progress.ts'
import { cut, first } from './text.ts'
import { contactWire, conversationWire, messageWire, type ConversationWire, type MessageWire } from './wire.ts'

/** A row in our words, or why it could not be read. Reading never throws, whatever the vendor sent. */
export type ReadRow<T> = { ok: true; row: T } | { ok: false; malformed: MalformedRow }

const MAX_PAYLOAD = 4096
const MAX_REASON = 500

export function readConversation(raw: unknown): ReadRow<VendorConversation> {
  return read(conversationWire, raw, toConversation)
}

export function readMessage(raw: unknown): ReadRow<VendorMessage> {
  return read(messageWire, raw, toMessage)
}

/** A contact as far as a webhook or the look-up by number needs it. */
export function readContact(raw: unknown) {
  return read(contactWire, raw, (wire) => ({
    id: wire.id,
    name: first(wire.name),
    email: first(wire.email),
    phoneNumber: first(wire.phone_number),
    accountPhoneNumber: first(wire.whatsapp_account?.phone_number),
  }))
}

/** Reads each row of a page by itself: one bad row costs that row and nothing else. */
export function readRows<T>(raws: readonly unknown[], readRow: (raw: unknown) => ReadRow<T>) {
  const results = raws.map(readRow)
  return {
    rows: results.flatMap((result) => (result.ok ? [result.row] : [])),
    malformed: results.flatMap((result) => (result.ok ? [] : [result.malformed])),
  }
}

/** The body of `PATCH /conversations/{id}`: null clears the assignee, an absent key leaves the field alone. */
export function toPatchBody({ status, assigneeId }: VendorPatch): { status?: string; assigned_to?: string | null } {
  return {
    ...(status === undefined ? {} : { status }),
    ...(assigneeId === undefined ? {} : { assigned_to: assigneeId }),
  }
}

/** `+` and digits, or null when there are none. The vendor writes one number three ways, so numbers meet in this form. */
export function toE164(phoneNumber: string | null | undefined): string | null {
  const digits = (phoneNumber ?? '').replace(/\D/g, '')
  return digits === '' ? null : `+${digits}`
}

function toConversation(wire: ConversationWire): VendorConversation {
  const status = statuses.find((known) => known === wire.status)
  return {
    id: wire.id,
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

function read<S extends z.ZodMiniType, T>(schema: S, raw: unknown, map: (wire: z.output<S>) => T): ReadRow<T> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { ok: true, row: map(parsed.data) }
  const reason = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'row'}: ${message}`)
  return {
    ok: false,
    malformed: { vendorId: idOf(raw), reason: cut(reason.join('; '), MAX_REASON), payload: print(raw) },
  }
}

function idOf(raw: unknown): string | null {
  const id = z.object({ id: z.string() }).safeParse(raw).data?.id
  return id === undefined ? null : first(cut(id, 128))
}

function print(raw: unknown): string {
  try {
    return cut(JSON.stringify(raw) ?? String(raw), MAX_PAYLOAD)
  } catch {
    // JSON that parsed can still be nested too deeply for the stack to print it.
    return '[too deeply nested to print]'
  }
}
