import type { Store } from '../kit/store.ts'
import { text, textOrNull } from '../kit/store.ts'

export type User = { id: string; name: string | null; email: string | null }
/** A connected WhatsApp number: as people write it, and as Meta's payloads name it. */
export type Account = { phoneNumber: string; phoneNumberId: string; wabaId: string }

export const organisation = { id: 'org_7ZK4T0QJ5M8XW2R9VBHNDYC6EG', name: 'Toko Jakarta' } as const
export const apiKeyId = 'key_3QF8WZJ1V6MBT0XK9R5HYN2DCP'

// The vendor's user ids are 12-character nanoids, unlike every other id.
const users: User[] = [
  { id: 'm7Qk2VxPa9Rt', name: 'Maya Putri', email: 'maya@tokojakarta.example' },
  { id: 'r4Hn8TzLw1Bc', name: 'Rina Hartati', email: 'rina@tokojakarta.example' },
  { id: 'b9Gd3YfKs6Xe', name: 'Bagus Prasetyo', email: 'bagus@tokojakarta.example' },
  { id: 'd2Jv5MuNq8Zo', name: 'Dewi Anggraini', email: 'dewi@tokojakarta.example' },
  { id: 'j6Cp1SiEy4Wh', name: 'James Siregar', email: 'james@tokojakarta.example' },
  { id: 'n8Fa7OlTb3Um', name: 'Nadia Kusuma', email: 'nadia@tokojakarta.example' },
]

const accounts: Account[] = [
  { phoneNumber: '+6285117600829', phoneNumberId: '106540352242922', wabaId: '102290129340398' },
  { phoneNumber: '+6281290004455', phoneNumberId: '118372645091837', wabaId: '102290129340398' },
]

/** Users and numbers that every simulated organisation starts with. */
export function ensureOrganisation(store: Store): void {
  if (store.get('select 1 from users limit 1')) return
  for (const { id, name, email } of users) {
    store.run('insert into users (id, name, email) values (?, ?, ?)', id, name, email)
  }
  for (const { phoneNumber, phoneNumberId, wabaId } of accounts) {
    store.run('insert into accounts values (?, ?, ?)', phoneNumber, phoneNumberId, wabaId)
  }
}

export function listUsers(store: Store): User[] {
  return store
    .all('select id, name, email from users order by rowid')
    .map((row) => ({ id: text(row, 'id'), name: textOrNull(row, 'name'), email: textOrNull(row, 'email') }))
}

export function hasUser(store: Store, id: string): boolean {
  return store.get('select 1 from users where id = ?', id) !== undefined
}

export function listAccounts(store: Store): Account[] {
  return store.all('select * from accounts order by rowid').map((row) => ({
    phoneNumber: text(row, 'phone_number'),
    phoneNumberId: text(row, 'phone_number_id'),
    wabaId: text(row, 'waba_id'),
  }))
}

export function findAccount(store: Store, phoneNumber: string): Account | undefined {
  return listAccounts(store).find((account) => account.phoneNumber === phoneNumber)
}
