import { afterEach, beforeEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { inviteAgent } from '#gateway/usecases/people/invite-agent.ts'
import { openPeopleApp, owner } from '#gateway/testing/people-app.ts'
import { errorOf } from '#gateway/testing/test-gateway.ts'

let house: Awaited<ReturnType<typeof openPeopleApp>>

beforeEach(async () => {
  house = await openPeopleApp()
})
afterEach(() => house.storage.close())

async function maya() {
  const { token } = await inviteAgent(house.people, { name: 'Maya', email: 'maya@toko.example' })
  const browser = house.openBrowser()
  await browser.ask(endpoints.useLink, { params: { token }, body: { password: 'es teh manis 18' } })
  return browser
}

const { getMe, listAgents, inviteAgent: invite, resetPassword, listIdentities, mapIdentity } = endpoints
const { signOut, changePassword } = endpoints
const closed = { getMe, listAgents, invite, resetPassword, listIdentities, mapIdentity, signOut, changePassword }
const forOwners = { invite, resetPassword, listIdentities, mapIdentity }
const forPeople = { ...forOwners, signOut, changePassword }

test.each(Object.entries(closed))('%s requires authentication', async (_, endpoint) => {
  expect(await errorOf(await house.openBrowser().ask(endpoint))).toEqual({
    status: 401,
    code: 'authentication_required',
  })
})

test.each(Object.entries(forOwners))('%s requires the owner', async (_, endpoint) => {
  expect(await errorOf(await (await maya()).ask(endpoint))).toEqual({ status: 403, code: 'permission_denied' })
})

test.each(Object.entries(forPeople))('%s is not for programs', async (_, endpoint) => {
  const headers = { Authorization: `Bearer ${await house.createKey()}` }
  expect(await errorOf(await house.openBrowser().ask(endpoint, { headers }))).toEqual({
    status: 403,
    code: 'permission_denied',
  })
})

test.each([
  ['another origin', { Origin: 'https://evil.example' }],
  ['no readable origin', { Origin: 'null' }],
  ['a neighbouring port', { Origin: 'http://localhost:4601' }],
  ['a plain form', { 'X-Sigap-Request': '' }],
])('a change from %s is refused, a look is not', async (_, headers) => {
  const browser = await maya()
  expect(await errorOf(await browser.ask(signOut, { headers }))).toEqual({ status: 403, code: 'invalid_origin' })
  expect((await browser.ask(getMe, { headers })).status).toBe(200)
})

test.each([
  ['no key', 'Bearer'],
  ['another scheme', 'Basic c2FyaTprb3Bp'],
  ['somebody else’s key', `Bearer sk_live_${'a'.repeat(32)}`],
  ['a key that was never made', `Bearer sgp_live_${'a'.repeat(32)}`],
  ['two keys', `Bearer sgp_live_${'a'.repeat(32)} sgp_live_${'a'.repeat(32)}`],
  ['a huge key', `Bearer sgp_live_${'a'.repeat(100_000)}`],
])('an Authorization header with %s is answered 401', async (_, authorization) => {
  const response = await house.openBrowser().ask(getMe, { headers: { Authorization: authorization } })
  expect(await errorOf(response)).toEqual({ status: 401, code: 'invalid_api_key' })
})

test('a request with a key never uses the cookie it also carries', async () => {
  const browser = await maya()
  const wrong = { headers: { Authorization: 'Bearer nonsense' } }
  expect((await browser.ask(getMe, wrong)).status).toBe(401)
})

test('a program needs no origin', async () => {
  const headers = { authorization: `bearer ${await house.createKey()}` }
  const response = await house.app.request('/v1/agents', { headers })
  expect(response.status).toBe(200)
})

test('a key’s use is noted at most once a minute', async () => {
  const headers = { Authorization: `Bearer ${await house.createKey()}` }
  const used = async () => {
    await house.openBrowser().ask(getMe, { headers })
    return (await house.storage.db.selectFrom('api_keys').select('last_used_ms').executeTakeFirstOrThrow()).last_used_ms
  }
  const start = house.clock.now
  expect(await used()).toBe(start)
  house.clock.now += 59_000
  expect(await used()).toBe(start)
  house.clock.now += 1_000
  expect(await used()).toBe(start + 60_000)
})

test('a key that was withdrawn stops working within seconds', async () => {
  const headers = { Authorization: `Bearer ${await house.createKey()}` }
  expect((await house.openBrowser().ask(getMe, { headers })).status).toBe(200)
  await house.storage.db.deleteFrom('api_keys').execute()
  house.clock.now += 10_000
  expect((await house.openBrowser().ask(getMe, { headers })).status).toBe(401)
})

test.each([
  'sigap_session=x',
  'sigap_session=%E0%A4%A',
  '=;=;',
  'sigap_session=a; sigap_session=b',
  `a=${'b'.repeat(100_000)}`,
])('the cookie %.30j is nobody, not a fault', async (cookie) => {
  const response = await house.openBrowser().ask(getMe, { headers: { Cookie: cookie } })
  expect(await errorOf(response)).toEqual({ status: 401, code: 'authentication_required' })
})

test('an account without an agent is nobody', async () => {
  const browser = house.openBrowser()
  await browser.ask(endpoints.createOwner, { body: { code: house.people.setupCode.text, ...owner } })
  await house.storage.db.deleteFrom('agents').execute()
  expect(await errorOf(await browser.ask(getMe))).toEqual({ status: 401, code: 'authentication_required' })
})
