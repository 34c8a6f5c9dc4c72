import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { migrate } from '#gateway/storage/migrate.ts'
import { openSqlite } from '#gateway/storage/open-sqlite.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { createAccounts } from './accounts.ts'
import type { Accounts, Cookies } from './accounts.ts'

const PASSWORD = 'kopi susu 17'
const DAY = 24 * 60 * 60 * 1000
const maya = { name: 'Maya', email: 'maya@toko.example' }

let storage: Storage
let accounts: Accounts

beforeEach(async () => {
  storage = openSqlite(':memory:')
  await migrate(storage)
  accounts = accountsAt(null)
})

afterEach(async () => {
  vi.useRealTimers()
  await storage.close()
})

function accountsAt(publicUrl: string | null): Accounts {
  return createAccounts({ storage, secret: 'a secret that is long enough 0123456789', publicUrl, onError: throwIt })
}

// better-auth logs what it did not expect; here it must expect everything.
function throwIt(message: string): never {
  throw new Error(message)
}

async function userWithPassword(): Promise<string> {
  const userId = await accounts.userOf(maya)
  await accounts.setPassword(userId, PASSWORD)
  return userId
}

async function signIn(password = PASSWORD): Promise<Cookies> {
  return (await accounts.signIn(maya.email, password))?.cookies ?? []
}

function sent(cookies: Cookies | null): Headers {
  return new Headers({ cookie: (cookies ?? []).map((cookie) => cookie.split(';')[0]).join('; ') })
}

test('whoever knows the password is signed in, and the cookie says who it is', async () => {
  const userId = await userWithPassword()
  const signedIn = await accounts.signIn('MAYA@toko.example', PASSWORD)
  expect(signedIn?.userId).toBe(userId)
  expect(await accounts.session(sent(signedIn?.cookies ?? null))).toEqual({ userId, cookies: [] })
})

test('a wrong password, an unknown e-mail and text that is no e-mail are refused alike', async () => {
  await userWithPassword()
  expect(await accounts.signIn(maya.email, 'teh manis 17')).toBeNull()
  expect(await accounts.signIn('rina@toko.example', PASSWORD)).toBeNull()
  expect(await accounts.signIn('maya', PASSWORD)).toBeNull()
})

test('the cookie cannot be read by scripts nor sent by other sites, and lasts a week', async () => {
  await userWithPassword()
  const [cookie] = await signIn()
  expect(cookie).toMatch(/^sigap_session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('on an https address the cookie is bound to that host and never sent in the clear', async () => {
  await userWithPassword()
  const [cookie] = (await accountsAt('https://inbox.example.com').signIn(maya.email, PASSWORD))?.cookies ?? []
  expect(cookie).toMatch(/^__Host-sigap_session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('a user without a password cannot sign in with one, yet a session can be started for them', async () => {
  const userId = await accounts.userOf(maya)
  expect(await accounts.signIn(maya.email, '')).toBeNull()
  expect(await accounts.session(sent(await accounts.startSession(userId)))).toMatchObject({ userId })
})

test('no session starts for a user who does not exist', async () => {
  expect(await accounts.startSession('nobody')).toBeNull()
})

test('one e-mail is one user, in any case', async () => {
  expect(await accounts.userOf(maya)).toBe(await accounts.userOf({ name: 'M.', email: 'Maya@Toko.example' }))
})

test.each([
  '',
  ';;;=;',
  'sigap_session',
  'sigap_session=',
  'sigap_session=%E0%A4%A',
  'sigap_session=abc.def',
  'sigap_session=abc.def; sigap_session=ghi.jkl',
  `sigap_session=${'a'.repeat(200_000)}`,
  `sigap_session=a.${'A'.repeat(43)}%3D`,
  `sigap_session=%00%00.${'A'.repeat(43)}%3D`,
])('the cookie %.40j is nobody, never an error', async (cookie) => {
  expect(await accounts.session(new Headers({ cookie }))).toBeNull()
})

test('a cookie with one character more or less is nobody', async () => {
  await userWithPassword()
  const cookie = sent(await signIn()).get('cookie') ?? ''
  for (const changed of [cookie.slice(0, -6), `${cookie}x`, cookie.replace('=', '=x')]) {
    expect(await accounts.session(new Headers({ cookie: changed }))).toBeNull()
  }
})

test('signing out ends the session at the gateway, not only the cookie', async () => {
  await userWithPassword()
  const headers = sent(await signIn())
  expect((await accounts.signOut(headers))[0]).toMatch(/^sigap_session=; Max-Age=0/)
  expect(await accounts.session(headers)).toBeNull()
})

test('changing the password asks for the old one and ends every other session', async () => {
  await userWithPassword()
  const phone = sent(await signIn())
  const desk = sent(await signIn())
  expect(await accounts.changePassword(desk, 'not the old one', 'es teh manis 18')).toBeNull()
  expect(await accounts.session(phone)).not.toBeNull()

  const cookies = await accounts.changePassword(desk, PASSWORD, 'es teh manis 18')
  expect(await accounts.session(phone)).toBeNull()
  expect(await accounts.session(desk)).toBeNull()
  expect(await accounts.session(sent(cookies))).not.toBeNull()
  expect(await accounts.signIn(maya.email, PASSWORD)).toBeNull()
  expect(await accounts.signIn(maya.email, 'es teh manis 18')).not.toBeNull()
})

test('setting a password by link ends every session', async () => {
  const userId = await userWithPassword()
  const before = sent(await signIn())
  await accounts.setPassword(userId, 'es teh manis 18')
  expect(await accounts.session(before)).toBeNull()
  expect(await accounts.signIn(maya.email, 'es teh manis 18')).not.toBeNull()
})

test('a session in daily use goes on and its cookie is renewed; one unused for a week has ended', async () => {
  await userWithPassword()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  let headers = sent(await signIn())
  for (let day = 0; day < 20; day += 1) {
    vi.setSystemTime(Date.now() + DAY + 1000)
    const session = await accounts.session(headers)
    expect(session?.cookies).toHaveLength(1)
    headers = sent(session?.cookies ?? null)
  }
  vi.setSystemTime(Date.now() + 7 * DAY + 1000)
  expect(await accounts.session(headers)).toBeNull()
})
