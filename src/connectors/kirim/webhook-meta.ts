import type * as z from 'zod/mini'
import type { VendorEvent } from '../webhooks.ts'
import { describeContent } from './content.ts'
import { toE164 } from '../kit/phone-number.ts'
import { readParts } from './parts.ts'
import { readProgress } from './progress.ts'
import { first } from '../kit/text.ts'
import {
  metaChange,
  metaContact,
  metaEntry,
  metaError,
  metaMessage,
  metaStatus,
  type metaBody,
  type MetaValue,
} from './webhook-wire.ts'

type MetaBody = z.infer<typeof metaBody>

/** Every message and status in a body of Meta's; each part that cannot be read becomes an `ignored` event of its own. */
export function readMeta(body: MetaBody): { events: VendorEvent[]; firstId: string | null } {
  const values = (body.entry ?? [])
    .flatMap((entry) => metaEntry.safeParse(entry).data?.changes ?? [])
    .flatMap((change) => metaChange.safeParse(change).data?.value ?? [])
  const messages = values.flatMap((value) => (value.messages ?? []).map((raw) => ({ raw, value })))
  // Generation C names the conversation of the delivery; with several messages in it that could be any of theirs.
  const kirim = messages.length === 1 ? body.kirim : undefined
  const events = [
    ...messages.map(({ raw, value }) => readInbound(raw, value, kirim)),
    ...values.flatMap((value) => value.statuses ?? []).map(readStatus),
  ]
  return { events, firstId: firstIdOf(events) }
}

function readInbound(raw: unknown, value: MetaValue, kirim: MetaBody['kirim']): VendorEvent {
  const wire = metaMessage.safeParse(raw).data
  const customerNumber = toE164(wire?.from)
  if (wire === undefined || customerNumber === null) return { type: 'ignored', event: 'message.received' }
  return {
    type: 'inbound_message',
    customerNumber,
    accountNumber: toE164(value.metadata?.display_phone_number),
    conversationId: first(kirim?.conversation_id),
    contactName: nameOf(wire.from, value),
    message: {
      id: first(kirim?.message_id) ?? wire.id,
      direction: 'inbound',
      type: wire.type,
      ...describeContent(wire.type, wire),
      ...readParts(wire.type, wire),
      delivery: null,
      createdAt: Number(wire.timestamp) * 1000,
    },
  }
}

function readStatus(raw: unknown): VendorEvent {
  const wire = metaStatus.safeParse(raw).data
  if (wire === undefined) return { type: 'ignored', event: 'message.status' }
  const { code } = metaError.safeParse(wire.errors?.[0]).data ?? {}
  return {
    type: 'message_status',
    vendorMessageId: wire.id,
    customerNumber: toE164(wire.recipient_id),
    ...readProgress({ status: wire.status, error: { code } }),
  }
}

function nameOf(from: string, { contacts = [] }: MetaValue): string | null {
  const parsed = contacts.flatMap((raw) => metaContact.safeParse(raw).data ?? [])
  return first(parsed.find((contact) => contact.wa_id === from)?.profile.name)
}

function firstIdOf(events: VendorEvent[]): string | null {
  for (const event of events) {
    if (event.type === 'inbound_message') return event.message.id
    if (event.type === 'message_status') return event.vendorMessageId
  }
  return null
}
