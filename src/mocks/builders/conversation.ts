import * as z from 'zod/mini'
import { conversationSchema } from '#contract/conversation.ts'
import type { Conversation } from '#contract/conversation.ts'
import { WINDOW_MS } from '#contract/window.ts'
import { nextNumber } from './sequence.ts'

type Overrides = Partial<Omit<Conversation, 'contact' | 'connection' | 'sync'>> & {
  contact?: Partial<Conversation['contact']>
  connection?: Partial<Conversation['connection']>
  sync?: Partial<Conversation['sync']>
}

/** When the world of the builders began; each conversation's last message is a minute older than the one made before it. */
export const BUILDERS_EPOCH_MS = Date.UTC(2026, 10, 20, 9, 0, 0)

/** A conversation that the contract accepts: open, unassigned, read, on Kirim. What is derived (the window) follows what is overridden. */
export function makeConversation(overrides: Overrides = {}): Conversation {
  const number = nextNumber()
  const at = new Date(BUILDERS_EPOCH_MS - number * 60_000).toISOString()
  const lastInboundAt = overrides.last_inbound_at === undefined ? at : overrides.last_inbound_at
  const made: Conversation = {
    id: `cnv_${String(number).padStart(6, '0')}`,
    object: 'conversation',
    status: 'open',
    whatsapp_account: { phone_number: '+6285117602334' },
    assignee: null,
    starred: false,
    unread_count: 0,
    last_message_at: at,
    last_inbound_at: lastInboundAt,
    created_at: at,
    updated_at: at,
    version: number,
    channel: 'whatsapp',
    subject: null,
    tags: [],
    preview: { text: `Pesan ${number}`, direction: 'inbound' },
    window_closes_at: lastInboundAt === null ? null : new Date(Date.parse(lastInboundAt) + WINDOW_MS).toISOString(),
    outgoing: 'none',
    ...overrides,
    contact: {
      id: `ctc_${number}`,
      phone_number: `+62812${String(number).padStart(7, '0')}`,
      name: `Contact ${number}`,
      email: null,
      ...overrides.contact,
    },
    connection: {
      id: 'con_1',
      vendor: 'kirim',
      vendor_name: 'Kirim.chat',
      name: 'Toko Jakarta',
      ...overrides.connection,
    },
    sync: { state: 'synced', kept_here: [], notices: [], ...overrides.sync },
  }
  return z.parse(conversationSchema, made)
}
