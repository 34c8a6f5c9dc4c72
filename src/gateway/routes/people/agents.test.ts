import { afterEach, beforeEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { openPeopleApp, owner, PASSWORD } from '#gateway/testing/people-app.ts'
import type { Browser } from '#gateway/testing/people-app.ts'

let house: Awaited<ReturnType<typeof openPeopleApp>>
let sari: Browser

beforeEach(async () => {
  house = await openPeopleApp()
  sari = house.openBrowser()
  await sari.ask(endpoints.createOwner, { body: { code: house.people.setupCode.text, ...owner } })
})
afterEach(() => house.storage.close())

const maya = { name: 'Maya', email: 'maya@toko.example' }

async function linkOf(response: Response) {
  return endpoints.inviteAgent.answer.parse(await response.json()).data
}

async function invite(person: object = maya) {
  return linkOf(await sari.ask(endpoints.inviteAgent, { body: person }))
}

async function accept(url: string, password = 'es teh manis 18') {
  const browser = house.openBrowser()
  const token = url.split('/link/')[1] ?? ''
  return { browser, response: await browser.ask(endpoints.useLink, { params: { token }, body: { password } }) }
}

async function roster() {
  const { data } = endpoints.listAgents.answer.parse(await (await sari.ask(endpoints.listAgents)).json())
  return data.map(({ name, state }) => [name, state])
}

test('an invited agent chooses a password with the link and is in', async () => {
  const { url, expires_at } = await invite()
  expect(url).toMatch(/^http:\/\/localhost:4600\/link\/[\w-]{43}$/)
  expect(Date.parse(expires_at) - house.clock.now).toBe(7 * 24 * 60 * 60 * 1000)
  expect(await roster()).toEqual([
    ['Maya', 'invited'],
    ['Sari', 'active'],
  ])

  const { browser, response } = await accept(url)
  expect(response.status).toBe(200)
  expect(await (await browser.ask(endpoints.getMe)).json()).toMatchObject({
    data: { agent: { name: 'Maya', role: 'agent' } },
  })
  expect(await roster()).toEqual([
    ['Maya', 'active'],
    ['Sari', 'active'],
  ])
})

test('the link starts with the address at which the owner sees the page', async () => {
  const response = await sari.ask(endpoints.inviteAgent, { body: maya, headers: { Origin: 'http://127.0.0.1:4600' } })
  expect((await linkOf(response)).url).toMatch(/^http:\/\/127\.0\.0\.1:4600\/link\//)
})

test('an assignee seen at a vendor, known by e-mail in any case, is invited as themselves', async () => {
  await house.seeAtVendor({ id: 'agt_seen', name: 'maya w', email: 'Maya@TOKO.example' })
  await accept((await invite()).url)
  const { data } = endpoints.listAgents.answer.parse(await (await sari.ask(endpoints.listAgents)).json())
  expect(data).toMatchObject([{ id: 'agt_seen', name: 'Maya', state: 'active' }, { name: 'Sari' }])
})

test('an assignee seen at a vendor can be let in by id', async () => {
  await house.seeAtVendor({ id: 'agt_seen', name: 'Rina', email: 'rina@toko.example' })
  const { browser } = await accept(
    (await linkOf(await sari.ask(endpoints.resetPassword, { params: { id: 'agt_seen' } }))).url,
  )
  expect(await (await browser.ask(endpoints.getMe)).json()).toMatchObject({ data: { agent: { id: 'agt_seen' } } })
})

test('an assignee without an e-mail cannot be let in, and the owner is told why', async () => {
  await house.seeAtVendor({ id: 'agt_seen', name: 'usr_771', email: null })
  const refused = await sari.ask(endpoints.resetPassword, { params: { id: 'agt_seen' } })
  expect(await refused.json()).toMatchObject({ error: { code: 'missing_required_field', param: 'email' } })
})

test('inviting again makes a new link and the old one stops working', async () => {
  const [first, second] = [await invite(), await invite({ ...maya, name: 'Maya W' })]
  expect((await accept(first.url)).response.status).toBe(404)
  expect((await accept(second.url)).response.status).toBe(200)
  expect(await roster()).toEqual([
    ['Maya W', 'active'],
    ['Sari', 'active'],
  ])
})

test('whoever can sign in already is not invited again', async () => {
  await accept((await invite()).url)
  const refused = await sari.ask(endpoints.inviteAgent, { body: { name: 'M', email: 'MAYA@toko.example' } })
  expect(await refused.json()).toMatchObject({ error: { code: 'already_exists', param: 'email' } })
})

test('a reset link sets a new password, ends the sessions and leaves the old password useless', async () => {
  const { browser: before } = await accept((await invite()).url, PASSWORD)
  const me = endpoints.getMe.answer.parse(await (await before.ask(endpoints.getMe)).json())
  const reset = await sari.ask(endpoints.resetPassword, { params: { id: me.data.agent?.id ?? '' } })
  expect((await before.ask(endpoints.getMe)).status).toBe(200)

  const { url } = await linkOf(reset)
  const { browser } = await accept(url, 'es jeruk nipis 19')
  expect((await browser.ask(endpoints.getMe)).status).toBe(200)
  expect((await before.ask(endpoints.getMe)).status).toBe(401)
  expect(
    (await house.openBrowser().ask(endpoints.signIn, { body: { email: maya.email, password: PASSWORD } })).status,
  ).toBe(401)
})

test('an unknown agent has no reset link', async () => {
  expect((await sari.ask(endpoints.resetPassword, { params: { id: 'agt_nobody' } })).status).toBe(404)
})

test('every change of the roster is announced to open pages', async () => {
  const before = house.announced.length
  const { url } = await invite()
  await accept(url)
  expect(house.announced).toHaveLength(before + 2)
})

test.each([
  ['name', { name: ' ', email: 'maya@toko.example' }],
  ['email', { name: 'Maya', email: 'maya@' }],
  ['role', { ...maya, role: 'owner' }],
])('an invitation with a wrong %s is refused', async (param, body) => {
  const refused = await sari.ask(endpoints.inviteAgent, { body })
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ error: { param } })
})
