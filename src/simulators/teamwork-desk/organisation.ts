import { integer, text, type Store } from '../kit/store.ts'

export type User = { id: number; firstName: string; lastName: string; email: string; role: string }
export type Inbox = { id: number; name: string; email: string }
export type TicketStatus = { id: number; name: string; code: string; color: string; isCustom: boolean }
export type Tag = { id: number; name: string; color: string }

/** The agent whose key it is: what the API does is done in this one's name. */
export const keyOwnerId = 318

// Some work with the shop's other systems too, under the same address; others are of the help desk alone.
const users: User[] = [
  { id: 311, firstName: 'Maya', lastName: 'Putri', email: 'maya@tokojakarta.example', role: 'admin' },
  { id: 312, firstName: 'Rina', lastName: 'Hartati', email: 'rina@tokojakarta.example', role: 'agent' },
  { id: 313, firstName: 'Dewi', lastName: 'Anggraini', email: 'dewi@tokojakarta.example', role: 'agent' },
  { id: 314, firstName: 'Sekar', lastName: 'Ayuningtyas', email: 'sekar@helpdesk.tokojakarta.example', role: 'agent' },
  { id: 315, firstName: 'Tom', lastName: 'Ashford', email: 'tom@helpdesk.tokojakarta.example', role: 'agent' },
  { id: keyOwnerId, firstName: 'Desk', lastName: 'Integration', email: 'desk@tokojakarta.example', role: 'agent' },
]
const inboxes: Inbox[] = [
  { id: 21, name: 'Support', email: 'support@tokojakarta.example' },
  { id: 22, name: 'Wholesale', email: 'grosir@tokojakarta.example' },
]
// Far from every sample on purpose, since the samples disagree: only the codes count.
const statuses: TicketStatus[] = [
  { id: 1041, name: 'Active', code: 'active', color: '#4461d7', isCustom: false },
  { id: 1043, name: 'Waiting on customer', code: 'waiting', color: '#f7b731', isCustom: false },
  { id: 1044, name: 'On-hold', code: 'on-hold', color: '#a55eea', isCustom: false },
  { id: 1046, name: 'Solved', code: 'solved', color: '#20bf6b', isCustom: false },
  { id: 1047, name: 'Closed', code: 'closed', color: '#778ca3', isCustom: false },
  { id: 1049, name: 'Spam', code: 'spam', color: '#eb3b5a', isCustom: false },
  { id: 1063, name: 'Waiting on supplier', code: 'waiting-on-supplier', color: '#0fb9b1', isCustom: true },
]
const tags: Tag[] = [
  { id: 71, name: 'refund', color: '#eb3b5a' },
  { id: 72, name: 'shipping', color: '#4461d7' },
  { id: 73, name: 'vip', color: '#f7b731' },
]

/** The people, inboxes, statuses and tags that every simulated site starts with. */
export function ensureOrganisation(store: Store): void {
  if (store.get('select 1 from users limit 1')) return
  store.transaction(() => {
    for (const { id, firstName, lastName, email, role } of users) {
      store.insert('users', { id, first_name: firstName, last_name: lastName, email, role })
    }
    for (const inbox of inboxes) store.insert('inboxes', inbox)
    for (const { isCustom, ...status } of statuses) {
      store.insert('statuses', { ...status, is_custom: isCustom ? 1 : 0 })
    }
    for (const tag of tags) store.insert('tags', tag)
  })
}

export function listUsers(store: Store): User[] {
  return store.all('select * from users order by id').map((row) => ({
    id: integer(row, 'id'),
    firstName: text(row, 'first_name'),
    lastName: text(row, 'last_name'),
    email: text(row, 'email'),
    role: text(row, 'role'),
  }))
}

export function listInboxes(store: Store): Inbox[] {
  return store
    .all('select * from inboxes order by id')
    .map((row) => ({ id: integer(row, 'id'), name: text(row, 'name'), email: text(row, 'email') }))
}

export function listStatuses(store: Store): TicketStatus[] {
  return store.all('select * from statuses order by id').map((row) => ({
    id: integer(row, 'id'),
    name: text(row, 'name'),
    code: text(row, 'code'),
    color: text(row, 'color'),
    isCustom: row['is_custom'] === 1,
  }))
}

export function listTags(store: Store): Tag[] {
  return store
    .all('select * from tags order by id')
    .map((row) => ({ id: integer(row, 'id'), name: text(row, 'name'), color: text(row, 'color') }))
}

/** The id of a status by its code; throws when there is none. */
export function statusId(store: Store, code: string): number {
  const found = listStatuses(store).find((status) => status.code === code)
  if (found === undefined) throw new RangeError(`There is no status ${code}.`)
  return found.id
}

export function codeOf(store: Store, id: number): string {
  return listStatuses(store).find((status) => status.id === id)?.code ?? ''
}

export function hasUser(store: Store, id: number): boolean {
  return store.get('select 1 from users where id = ?', id) !== undefined
}
