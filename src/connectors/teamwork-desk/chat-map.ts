import type { Status } from '#contract/conversation.ts'
import type { VendorConversation, VendorMessage } from '../reading.ts'
import { readRow, type ReadRow } from '../kit/rows.ts'
import { first } from '../kit/text.ts'
import { chatId } from './ids.ts'
import { readable, type Included } from './included.ts'
import { contactOf, newest, numbered, userOf } from './map.ts'
import { chatWire, refWire, type ChatMessageWire, type ChatWire } from './wire.ts'

export type ReadChat = { conversation: VendorConversation; isHidden: boolean; userNumbers: number[] }

/** A live chat in our words. What must not leave is taken out first: a row that cannot be read is kept as it came. */
export function readChat(raw: unknown, included: Included): ReadRow<ReadChat> {
  const result = readRow(chatWire, withoutPlumbing(raw), (wire) => toChat(wire, included))
  return result.ok ? result : { ok: false, malformed: { ...result.malformed, vendorId: numbered(raw, chatId) } }
}

function withoutPlumbing(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  const secret = new Set(['token', 'socket_id', 'filter_args'])
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !secret.has(key)))
}

function toChat(wire: ChatWire, included: Included): ReadChat {
  const said = included.chatMessages?.filter((message) => message.conversation === wire.id) ?? null
  const userNumbers = readable(refWire, wire.users ?? []).map(({ id }) => id)
  const status = statusOf(wire)
  const conversation: VendorConversation = {
    id: chatId(wire.id),
    channel: 'live_chat',
    subject: null,
    // Of a chat that is no ticket yet nobody tells whether it is over, nor who has read it.
    untold: [
      ...(status === 'resolved' ? [] : (['status'] as const)),
      'unread',
      ...(said === null ? (['activity'] as const) : []),
    ],
    status,
    unknownStatus: null,
    contact: contactOf(null, wire.contact ?? wire.contactId ?? null, included, chatId(wire.id)),
    accountPhoneNumber: null,
    assignee: userOf(userNumbers[0] ?? null, included),
    starred: false,
    unreadCount: 0,
    lastMessageAt: newest(said ?? []),
    lastInboundAt: newest((said ?? []).filter(isInbound)),
    createdAt: wire.createdAt,
    updatedAt: wire.updatedAt,
  }
  return { conversation, isHidden: wire.state === 'deleted', userNumbers }
}

/** A chat that became a ticket takes no more words; the ticket goes on. */
function statusOf({ ticket_id: ticket }: ChatWire): Status {
  return (ticket ?? 0) > 0 ? 'resolved' : 'open'
}

function isInbound({ contactId, userId }: ChatMessageWire): boolean {
  return (contactId ?? 0) > 0 && !((userId ?? 0) > 0)
}

/** Newest first. Chat messages are text, whatever they look like. */
export function toChatMessages({ chatMessages }: Included, chat: number): VendorMessage[] {
  return (chatMessages ?? [])
    .filter(({ conversation, state }) => conversation === chat && state !== 'deleted')
    .map((wire): VendorMessage => {
      const inbound = isInbound(wire)
      return {
        id: String(wire.id),
        direction: inbound ? 'inbound' : 'outbound',
        type: 'text',
        text: first(wire.message),
        label: null,
        delivery: inbound ? null : { state: 'accepted', code: null },
        createdAt: wire.createdAt,
      }
    })
    .toSorted((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id))
}
