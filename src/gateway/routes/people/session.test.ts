import { afterEach, beforeEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { openPeopleApp, owner, PASSWORD } from '#gateway/testing/people-app.ts'

let house: Awaited<ReturnType<typeof openPeopleApp>>

beforeEach(async () => {
  house = await openPeopleApp()
  const code = house.people.setupCode.text
  await house.openBrowser().ask(endpoints.createOwner, { body: { code, ...owner } })
})
afterEach(() => house.storage.close())

function signIn(browser = house.openBrowser(), changed: object = {}) {
  return browser.ask(endpoints.signIn, { body: { email: owner.email, password: PASSWORD, ...changed } })
}

test('an agent signs in, is known, signs out, and is nobody again even with the old cookie', async () => {
  const browser = house.openBrowser()
  expect((await signIn(browser)).status).toBe(200)
  const cookie = browser.cookie()
  expect((await browser.ask(endpoints.getMe)).status).toBe(200)
  expect((await browser.ask(endpoints.signOut)).status).toBe(200)
  expect((await browser.ask(endpoints.getMe)).status).toBe(401)
  expect((await browser.ask(endpoints.getMe, { headers: { Cookie: cookie } })).status).toBe(401)
})

test('an e-mail is the same in any case and with spaces around it', async () => {
  expect((await signIn(house.openBrowser(), { email: ' Sari@Toko.example ' })).status).toBe(200)
})

test('a wrong password and an unknown e-mail are answered alike', async () => {
  const answers = await Promise.all([
    signIn(house.openBrowser(), { password: 'teh manis 17' }),
    signIn(house.openBrowser(), { email: 'nobody@toko.example' }),
  ])
  const bodies = await Promise.all(answers.map((answer) => answer.text()))
  const [one, other] = bodies.map((body) => body.replace(/req_\w+/, ''))
  expect(answers[0]?.status).toBe(401)
  expect(one).toContain('invalid_credentials')
  expect(one).toBe(other)
})

test('guessing a password is slowed down, also for whoever then knows it', async () => {
  for (let i = 0; i < 10; i += 1) await signIn(house.openBrowser(), { password: `guess number ${i}` })
  const refused = await signIn()
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  house.clock.now += 15 * 60 * 1000
  expect((await signIn()).status).toBe(200)
})

test('many guesses at once are counted before any of them is answered', async () => {
  const guesses = Array.from({ length: 14 }, (_, i) => signIn(house.openBrowser(), { password: `guess number ${i}` }))
  const statuses = (await Promise.all(guesses)).map((response) => response.status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(4)
})

test('signing in often is no guessing', async () => {
  for (let i = 0; i < 12; i += 1) expect((await signIn()).status).toBe(200)
})

test('another site can neither sign anybody in nor out', async () => {
  const browser = house.openBrowser()
  await signIn(browser)
  const elsewhere = { Origin: 'https://evil.example' }
  const forged = await browser.ask(endpoints.signIn, {
    body: { email: owner.email, password: PASSWORD },
    headers: elsewhere,
  })
  expect(await forged.json()).toMatchObject({ error: { code: 'invalid_origin' } })
  expect(forged.headers.getSetCookie()).toEqual([])
  expect((await browser.ask(endpoints.signOut, { headers: elsewhere })).status).toBe(403)
  expect((await browser.ask(endpoints.getMe)).status).toBe(200)
})
