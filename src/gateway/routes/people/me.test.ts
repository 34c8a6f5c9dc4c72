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

const NEXT = 'es jeruk nipis 19'

function change(current: string, next = NEXT) {
  return sari.ask(endpoints.changePassword, { body: { current, next } })
}

test('a person is told who they are and where', async () => {
  expect(await (await sari.ask(endpoints.getMe)).json()).toMatchObject({
    data: { agent: { name: 'Sari' }, workspace: { id: 'wsp_1', name: 'Toko' }, demo: false },
  })
})

test('a program is told that it is nobody', async () => {
  const headers = { Authorization: `Bearer ${await house.createKey()}` }
  expect(await (await house.openBrowser().ask(endpoints.getMe, { headers })).json()).toMatchObject({
    data: { agent: null, workspace: { name: 'Toko' } },
  })
})

test('changing one’s password keeps this browser signed in and ends the others', async () => {
  const phone = house.openBrowser()
  await phone.ask(endpoints.signIn, { body: { email: owner.email, password: PASSWORD } })
  expect((await change(PASSWORD)).status).toBe(200)
  expect((await sari.ask(endpoints.getMe)).status).toBe(200)
  expect((await phone.ask(endpoints.getMe)).status).toBe(401)
  expect((await phone.ask(endpoints.signIn, { body: { email: owner.email, password: NEXT } })).status).toBe(200)
})

test('a wrong present password changes nothing, and cannot be guessed quickly', async () => {
  for (let i = 0; i < 10; i += 1) {
    expect(await (await change(`guess number ${i}`)).json()).toMatchObject({
      error: { code: 'invalid_field_value', param: 'current' },
    })
  }
  expect((await change(PASSWORD)).status).toBe(429)
  house.clock.now += 15 * 60 * 1000
  expect((await change(PASSWORD)).status).toBe(200)
})

test('a new password that is too short is refused', async () => {
  expect(await (await change(PASSWORD, 'short')).json()).toMatchObject({
    error: { code: 'invalid_field_value', param: 'next' },
  })
})
