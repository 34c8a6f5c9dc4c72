import { afterEach, beforeEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { inviteAgent } from '#gateway/usecases/people/invite-agent.ts'
import { makeOneTimeLink } from '#gateway/usecases/people/one-time-link.ts'
import { openPeopleApp } from '#gateway/testing/people-app.ts'

let house: Awaited<ReturnType<typeof openPeopleApp>>
let token: string

beforeEach(async () => {
  house = await openPeopleApp()
  token = (await inviteAgent(house.people, { name: 'Maya', email: 'maya@toko.example' })).token
})
afterEach(() => house.storage.close())

const DAY = 24 * 60 * 60 * 1000

function look(params = { token }) {
  return house.openBrowser().ask(endpoints.getLink, { params })
}

function choose(password = 'es teh manis 18', params = { token }) {
  return house.openBrowser().ask(endpoints.useLink, { params, body: { password } })
}

test('the page greets whom the link is for, as often as it is looked at', async () => {
  for (const answer of [await look(), await look()]) {
    expect(await answer.json()).toMatchObject({ data: { name: 'Maya', email: 'maya@toko.example', purpose: 'invite' } })
  }
})

test('a link works once', async () => {
  expect((await choose()).status).toBe(200)
  expect(await (await choose()).json()).toMatchObject({ error: { code: 'invalid_link' } })
  expect((await look()).status).toBe(404)
})

test('of several uses at the same moment one succeeds', async () => {
  const statuses = (await Promise.all([choose(), choose(), choose()])).map((response) => response.status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404, 404])
})

test('a password that is too short does not use the link up', async () => {
  expect((await choose('short')).status).toBe(400)
  expect((await choose()).status).toBe(200)
})

test('a link ends after seven days', async () => {
  house.clock.now += 7 * DAY - 1
  expect((await look()).status).toBe(200)
  house.clock.now += 1
  expect((await look()).status).toBe(404)
  expect((await choose()).status).toBe(404)
})

test.each(['x', 'a'.repeat(5000), '%', '../..', '💥'])(
  'the token %.20j is an invalid link, never a fault',
  async (wrong) => {
    expect(await (await look({ token: wrong })).json()).toMatchObject({ error: { code: 'invalid_link' } })
    expect((await choose('es teh manis 18', { token: wrong })).status).toBe(404)
  },
)

test('a token that is not even encoded is an invalid link', async () => {
  expect((await house.app.request('/v1/links/%E0%A4%A')).status).toBe(404)
})

test('the token is stored nowhere, only its hash', async () => {
  const rows = await house.storage.db.selectFrom('links').selectAll().execute()
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('a link does not give one agent the account of another with the same e-mail', async () => {
  await house.seeAtVendor({ id: 'agt_twin', name: 'Maya too', email: 'maya@toko.example' })
  await choose()
  const twin = await house.storage.write((tx) => makeOneTimeLink(tx, house.people, 'agt_twin', 'invite'))
  expect(await (await choose('es jeruk nipis 19', twin)).json()).toMatchObject({ error: { code: 'already_exists' } })
  const signIn = { body: { email: 'maya@toko.example', password: 'es teh manis 18' } }
  expect((await house.openBrowser().ask(endpoints.signIn, signIn)).status).toBe(200)
})
