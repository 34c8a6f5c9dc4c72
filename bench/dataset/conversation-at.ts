import { hash } from 'node:crypto'
import type { Actor } from '#contract/live-event.ts'
import type { SortKey, Status } from '#contract/conversation.ts'
import { digitsOf } from '#contract/digits.ts'
import { searchTextOf } from '#contract/search-text.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { WORKSPACE } from '#gateway/open-storage.ts'

export const CONNECTION_ID = 'con_kirim'

export const AGENTS = ['Ayu', 'Bram', 'Citra', 'Dimas', 'Eka', 'Farah'].map((name) => ({
  id: `agt_bench${name}`,
  name,
  email: `${name.toLowerCase()}@bench.example`,
}))

/** A fixed moment, so that the rows are the same on every machine and on every day. */
const NEWEST_MS = Date.UTC(2026, 0, 1)
const APART_MS = 40_000

const GIVEN = ['Ana', 'Budi', 'Dewi', 'Eko', 'Fitri', 'Gilang', 'Hana', 'Indra', 'Joko', 'Kartika', 'Lina', 'Made']
const FAMILY = ['Wijaya', 'Santoso', 'Putri', 'Hidayat', 'Lestari', 'Nugroho', 'Pratama', 'Siregar', 'Utami', 'Halim']
const TEXTS = [
  'Halo kak, pesanan saya kapan dikirim ya?',
  'Is the blue one still available in size M?',
  'Terima kasih banyak, barangnya sudah sampai',
  'Bisa COD daerah Bekasi? Saya mau pesan dua kalau ongkirnya tidak terlalu mahal',
  'I paid yesterday but the order still says waiting for payment',
  'Oke',
]
const ACCOUNTS = ['+62 851-1760-0001', '+62 851-1760-0002', '+62 851-1760-0003']
const ACTOR: Actor = { type: 'vendor', id: CONNECTION_ID, name: 'Kirim.chat' }

/** The id and the place in the list of the conversation at `index`, 0 being the newest. */
export function sortKeyAt(index: number): SortKey {
  return { ms: NEWEST_MS - index * APART_MS, id: idAt(index) }
}

/** The conversation at `index`: the same every time. One in eight is open and one in twelve pending; three in ten are nobody's. */
export function conversationAt(index: number): ConversationRow {
  const { ms, id } = sortKeyAt(index)
  const contact = contactAt(index)
  const account = pick(ACCOUNTS, mixed(index, 5))
  const status = statusAt(index)
  const assignee = mixed(index, 2) % 10 < 3 ? null : pick(AGENTS, mixed(index, 3)).id
  const inbound = mixed(index, 6) % 2
  const unread = status === 'resolved' ? 0 : mixed(index, 7) % 3
  return {
    workspace_id: WORKSPACE.id,
    id,
    connection_id: CONNECTION_ID,
    vendor_id: id,
    channel: 'whatsapp',
    subject: null,
    tags: '[]',
    contact_id: `ctc_${id.slice('cnv_'.length)}`,
    vendor_contact_id: `ctc_${id.slice('cnv_'.length)}`,
    contact_name: contact.name,
    contact_phone: contact.phone_number,
    contact_email: contact.email,
    account_phone: account,
    account_key: digitsOf(account),
    search_text: searchTextOf(contact, []),
    status,
    status_seq: 0,
    status_actor: JSON.stringify(ACTOR),
    status_ms: 0,
    assignee_id: assignee,
    assignee_seq: 0,
    assignee_actor: JSON.stringify(ACTOR),
    status_shadow: status,
    status_acked_ms: 0,
    assignee_shadow: assignee,
    assignee_acked_ms: 0,
    starred: 0,
    starred_shadow: 0,
    starred_acked_ms: 0,
    read_acked_ms: 0,
    status_kept_here: 0,
    assignee_kept_here: 0,
    starred_kept_here: 1,
    read_kept_here: 1,
    unread_count: unread,
    unread_shadow: unread,
    unread_read: 0,
    unread_marked: 0,
    read_through_ms: null,
    last_message_ms: ms,
    sort_ms: ms,
    last_inbound_ms: inbound === 1 ? ms : ms - APART_MS,
    activity_untold: 0,
    preview_text: pick(TEXTS, mixed(index, 8)),
    preview_type: null,
    preview_inbound: inbound,
    preview_ms: ms,
    preview_wanted: 0,
    created_ms: ms - 86_400_000,
    vendor_updated_ms: ms,
    version: 0,
    sync_state: 'synced',
    notice: null,
    outgoing: 'none',
    messages_cursor: null,
    messages_complete: 0,
    messages_fresh_ms: null,
    removed_ms: null,
  }
}

function idAt(index: number): string {
  return `cnv_${hash('sha256', String(index), 'hex').slice(0, 24)}`
}

function statusAt(index: number): Status {
  const part = mixed(index, 1) % 24
  if (part < 3) return 'open'
  return part < 5 ? 'pending' : 'resolved'
}

function contactAt(index: number) {
  const isNamed = mixed(index, 9) % 20 > 0
  const name = `${pick(GIVEN, mixed(index, 10))} ${pick(FAMILY, mixed(index, 11))}`
  return {
    name: isNamed ? name : null,
    phone_number: `+62 812-${1000 + (mixed(index, 12) % 9000)}-${1000 + (index % 9000)}`,
    email: mixed(index, 13) % 4 === 0 ? `${name.toLowerCase().replace(' ', '.')}${index}@example.com` : null,
  }
}

/** A whole number that looks random, and is the same for the same index and salt. */
function mixed(index: number, salt: number): number {
  let value = Math.imul(index ^ Math.imul(salt, 0x9e37_79b1), 0x85eb_ca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35)
  return (value ^ (value >>> 16)) >>> 0
}

function pick<T>(items: readonly [T, ...T[]] | readonly T[], at: number): T {
  const item = items[at % items.length]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}
