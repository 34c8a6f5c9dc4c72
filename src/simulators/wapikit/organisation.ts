import { text, type Row, type Store } from '../kit/store.ts'

/** A member of the organisation; conversations are assigned to members, streams and tokens belong to users. */
export type Member = { id: string; userId: string; name: string; email: string; accessLevel: string; createdMs: number }

export const organisation = {
  id: '7d0f7a52-30a4-4b0e-9a25-2a1a8a3c6f01',
  name: 'Toko Jakarta',
  businessAccountId: '102290129340398',
  phoneNumber: '+6285117600829',
  // Made up; they stand in some events of the vendor's, where they have no business to be.
  accessToken: 'EAAsimulatedMetaAccessToken',
  webhookSecret: 'simulated-webhook-secret',
} as const

const joinedMs = Date.parse('2025-02-03T02:10:00.000Z')

// Three of them work in the shop's other inboxes too, under the same addresses.
const members: Omit<Member, 'createdMs'>[] = [
  {
    id: 'a1c3e7d2-6b0f-4f5a-8c1d-1f0e2d3c4b51',
    userId: '0b9c1f64-21f7-4a5e-9d3b-6a1e5c7f8d01',
    name: 'Maya Putri',
    email: 'maya@tokojakarta.example',
    accessLevel: 'Owner',
  },
  {
    id: 'b2d4f8e3-7c1a-4e6b-9d2e-2a1f3e4d5c62',
    userId: '1cad2075-3208-4b6f-8e4c-7b2f6d809e12',
    name: 'Bagus Prasetyo',
    email: 'bagus@tokojakarta.example',
    accessLevel: 'Member',
  },
  {
    id: 'c3e5a9f4-8d2b-4d7c-8e3f-3b2a4f5e6d73',
    userId: '2dbe3186-4319-4c70-9f5d-8c307e91af23',
    name: 'Nadia K.',
    email: 'nadia@tokojakarta.example',
    accessLevel: 'Member',
  },
  {
    id: 'd4f6ba05-9e3c-4c8d-9f40-4c3b5a6f7e84',
    userId: '3ecf4297-542a-4d81-806e-9d418fa2b034',
    name: 'Tommy Halim',
    email: 'tommy.halim@agensi.example',
    accessLevel: 'Member',
  },
]

const lists = [
  { id: 'e5a7cb16-af4d-4b9e-8051-5d4c6b708f95', name: 'Pelanggan setia' },
  { id: 'f6b8dc27-b05e-4aaf-9162-6e5d7c8190a6', name: 'Bazaar Mei' },
  { id: '07c9ed38-c16f-49b0-8273-7f6e8d92a1b7', name: 'Reseller' },
]
const tags = [
  { id: '18dafe49-d270-48c1-9384-807f9ea3b2c8', label: 'Retur' },
  { id: '29eb0f5a-e381-47d2-8495-9180afb4c3d9', label: 'Grosir' },
  { id: '3afc106b-f492-46e3-95a6-a291b0c5d4ea', label: 'VIP' },
]

/** Members, contact lists and tags that every simulated organisation starts with. */
export function ensureOrganisation(store: Store): void {
  if (store.get('select 1 from members limit 1')) return
  for (const { id, userId, name, email, accessLevel } of members) {
    const row = { id, user_id: userId, name, email, access_level: accessLevel, created_ms: joinedMs }
    store.insert('members', row)
  }
  for (const list of lists) store.insert('contact_lists', list)
  for (const tag of tags) store.insert('tags', tag)
}

export function listMembers(store: Store): Member[] {
  return store.all('select * from members order by rowid').map(memberFrom)
}

export function findMember(store: Store, id: string): Member | undefined {
  const row = store.get('select * from members where id = ?', id)
  return row && memberFrom(row)
}

/** The member whose token is the one key that is accepted. */
export function ownerOf(store: Store): Member {
  const owner = listMembers(store).find(({ accessLevel }) => accessLevel === 'Owner')
  if (!owner) throw new TypeError('The organisation has no owner.')
  return owner
}

export function listIds(store: Store, table: 'contact_lists' | 'tags'): string[] {
  return store.all(`select id from ${table} order by rowid`).map((row) => text(row, 'id'))
}

function memberFrom(row: Row): Member {
  return {
    id: text(row, 'id'),
    userId: text(row, 'user_id'),
    name: text(row, 'name'),
    email: text(row, 'email'),
    accessLevel: text(row, 'access_level'),
    createdMs: Number(row['created_ms']),
  }
}
