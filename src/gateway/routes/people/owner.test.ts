import { afterEach, beforeEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { openPeopleApp, owner, PASSWORD } from '#gateway/testing/people-app.ts'
import { errorOf } from '#gateway/testing/test-gateway.ts'

let house: Awaited<ReturnType<typeof openPeopleApp>>

beforeEach(async () => {
  house = await openPeopleApp()
})
afterEach(() => house.storage.close())

function visit(changed: object = {}) {
  const body = { code: house.people.setupCode.text, ...owner, ...changed }
  return house.openBrowser().ask(endpoints.createOwner, { body })
}

async function door() {
  return (await house.openBrowser().ask(endpoints.getDoor)).json()
}

test('the first visit creates the owner with the printed code, who is then signed in', async () => {
  expect(await door()).toMatchObject({ data: { needs_owner: true, demo_agents: [] } })
  const browser = house.openBrowser()
  const made = await browser.ask(endpoints.createOwner, { body: { code: house.people.setupCode.text, ...owner } })
  expect(made.status).toBe(200)
  expect(await (await browser.ask(endpoints.getMe)).json()).toMatchObject({
    data: { agent: { name: 'Sari', email: 'sari@toko.example', role: 'owner', state: 'active' }, demo: false },
  })
  expect(await door()).toMatchObject({ data: { needs_owner: false } })
  expect(house.announced).toHaveLength(1)
})

test('a wrong code creates nobody', async () => {
  expect(await errorOf(await visit({ code: 'AAAA-AAAA-AAAA' }))).toEqual({
    status: 400,
    code: 'invalid_field_value',
    param: 'code',
  })
  expect(await door()).toMatchObject({ data: { needs_owner: true } })
})

test('the code cannot be guessed quickly, and says how long to wait', async () => {
  for (let i = 0; i < 10; i += 1) await visit({ code: `AAAA-AAAA-AAA${i}` })
  const refused = await visit()
  expect(refused.headers.get('Retry-After')).toBe('900')
  expect(await errorOf(refused)).toEqual({ status: 429, code: 'rate_limit_exceeded' })
  house.clock.now += 15 * 60 * 1000
  expect((await visit()).status).toBe(200)
})

test('once there is an owner the code is useless', async () => {
  await visit()
  expect(await errorOf(await visit({ email: 'rina@toko.example' }))).toEqual({ status: 409, code: 'already_exists' })
})

test('of several first visits at once one becomes the owner', async () => {
  const visits = await Promise.all([1, 2, 3, 4].map((n) => visit({ email: `owner${n}@toko.example` })))
  expect(visits.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
})

test('whoever lost that race has no way in', async () => {
  const emails = ['a@toko.example', 'b@toko.example']
  await Promise.all(emails.map((email) => visit({ email })))
  const signedIn = await Promise.all(
    emails.map((email) => house.openBrowser().ask(endpoints.signIn, { body: { email, password: PASSWORD } })),
  )
  expect(signedIn.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 401])
})

test('an assignee with the same e-mail becomes the owner instead of a second agent', async () => {
  await house.seeAtVendor({ id: 'agt_seen', name: 'sari', email: 'SARI@toko.example' })
  const browser = house.openBrowser()
  await browser.ask(endpoints.createOwner, { body: { code: house.people.setupCode.text, ...owner } })
  expect(await (await browser.ask(endpoints.listAgents)).json()).toMatchObject({
    data: [{ id: 'agt_seen', name: 'Sari', email: 'sari@toko.example', role: 'owner', state: 'active' }],
  })
})

test.each([
  ['name', { name: '  ' }],
  ['email', { email: 'sari' }],
  ['password', { password: 'too short' }],
])('an owner needs a proper %s', async (param, changed) => {
  expect(await errorOf(await visit(changed))).toEqual({ status: 400, code: 'invalid_field_value', param })
})
