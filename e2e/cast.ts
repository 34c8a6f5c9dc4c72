import type { KirimSimulator } from '#simulators/kirim/index.ts'
import { maya, rina } from './people.ts'

/** Who has written, newest first, each with what they wrote last. */
export const cast = [
  { name: 'Ana Wijaya', text: 'Kapan dikirim ya?' },
  { name: 'Budi Santoso', text: 'Sudah saya transfer' },
  { name: 'Citra Lestari', text: 'Ada warna biru?' },
  { name: 'Dimas Nugroho', text: 'Is this still in stock?' },
  { name: 'Eka Pratama', text: 'Resi belum bisa dilacak' },
  { name: 'Fitri Handayani', text: 'Boleh tukar ukuran?' },
  { name: 'Gilang Ramadhan', text: 'Terima kasih banyak' },
  { name: 'Hana Kartika', text: 'Can I pay on delivery?' },
  { name: 'Indra Gunawan', text: 'Alamat saya pindah' },
  { name: 'Joko Susilo', text: 'Barang kurang satu' },
] as const

export type Name = (typeof cast)[number]['name']

/** The vendor's second WhatsApp number; the last of the cast wrote to it, everybody else to the first. */
export const SECOND_ACCOUNT = '+6281290004455'

const MINUTE_MS = 60_000
const LONG_AGO = '2026-01-02T03:04:05.000Z'

/** Lets the cast write, a minute apart and the first of them last; answers their conversations by name. All are open and nobody's. */
export function seatCast({ clock, receive, placeConversation }: KirimSimulator): Map<string, string> {
  const now = clock.now()
  const ids = new Map<string, string>()
  for (const [place, { name, text }] of [...cast.entries()].toReversed()) {
    clock.set(now - (place + 1) * MINUTE_MS)
    const from = `+62811000${String(place).padStart(4, '0')}`
    const to = name === cast.at(-1)?.name ? { to: SECOND_ACCOUNT } : {}
    ids.set(name, receive({ from, name, text, ...to }).conversation.id)
  }
  clock.set(Date.now())
  // A vendor's user is known to the gateway once it was seen on a conversation.
  for (const { name, vendorUserId } of [maya, rina]) {
    const contact = { name: `Done by ${name}` }
    placeConversation({ contact, status: 'resolved', assigned_to: vendorUserId, last_message_at: LONG_AGO })
  }
  return ids
}

/** Lets `count` new customers write now, after the cast; answers their conversations. */
export function seatCrowd({ receive }: KirimSimulator, count: number): string[] {
  return Array.from({ length: count }, (_, place) => {
    const from = `+62822000${String(place).padStart(4, '0')}`
    return receive({ from, name: `Pelanggan ${place + 1}`, text: `Pesan ${place + 1}` }).conversation.id
  })
}
