import { integer, text, textOrNull, type Row, type Store } from '../kit/store.ts'

export type User = {
  id: string
  firstName: string
  lastName: string
  email: string
  phone: string | null
  role: 'admin' | 'user'
}

export const location = { id: 'tJ4kRtA8mZq2LsW0xVbN', companyId: 'cMp7HgY3uEoD5fKi9QaX', name: 'Toko Jakarta' } as const

const users: User[] = [
  row('mPu2tRi8XkQv4NzA6yLw', 'Maya', 'Putri', 'maya@tokojakarta.example', 'admin'),
  row('rHa7tIq3ZbVd9McE1oJs', 'Rina', 'Hartati', 'rina@tokojakarta.example', 'user'),
  row('dAn5gGr0WfYt8PuK2iXh', 'Dewi', 'Anggraini', 'dewi@tokojakarta.example', 'user'),
  row('hNu6gRo4CxLb1SvT7eQm', 'Hadi', 'Nugroho', 'hadi@tokojakarta.example', 'user'),
  row('sLa9rAs2KzGj3WnF5uPd', 'Sinta', 'Larasati', 'sinta@tokojakarta.example', 'user'),
]

function row(id: string, firstName: string, lastName: string, email: string, role: User['role']): User {
  return { id, firstName, lastName, email, phone: null, role }
}

/** The users that every simulated location starts with. */
export function ensureLocation(store: Store): void {
  if (integer(store.get('select count(*) as n from users') ?? {}, 'n') > 0) return
  for (const { id, firstName, lastName, email, phone, role } of users) {
    store.insert('users', { id, first_name: firstName, last_name: lastName, email, phone, role })
  }
}

export function listUsers(store: Store): User[] {
  return store.all('select * from users order by rowid').map(userFrom)
}

export function findUser(store: Store, id: string): User | undefined {
  const found = store.get('select * from users where id = ?', id)
  return found && userFrom(found)
}

function userFrom(row: Row): User {
  return {
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    lastName: text(row, 'last_name'),
    email: text(row, 'email'),
    phone: textOrNull(row, 'phone'),
    role: text(row, 'role') === 'admin' ? 'admin' : 'user',
  }
}

export function userToWire({ id, firstName, lastName, email, phone, role }: User) {
  return {
    id,
    name: `${firstName} ${lastName}`,
    firstName,
    lastName,
    email,
    ...(phone === null ? {} : { phone }),
    roles: { type: 'account', role, locationIds: [location.id] },
    deleted: false,
  }
}
