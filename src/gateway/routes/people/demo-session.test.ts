import { afterEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { openPeopleApp, owner } from '#gateway/testing/people-app.ts'

type House = Awaited<ReturnType<typeof openPeopleApp>>
let house: House

const demo = { emails: ['maya@toko.example', 'rina@toko.example', 'not-seen-yet@toko.example'] }

afterEach(() => house.storage.close())

async function openDemo(options: Parameters<typeof openPeopleApp>[0] = { demo }): Promise<House> {
  house = await openPeopleApp(options)
  await house.seeAtVendor({ id: 'agt_rina', name: 'Rina', email: 'rina@toko.example' })
  await house.seeAtVendor({ id: 'agt_maya', name: 'Maya', email: 'maya@toko.example' })
  await house.seeAtVendor({ id: 'agt_budi', name: 'Budi', email: 'budi@toko.example' })
  return house
}

const asMaya = { body: { agent_id: 'agt_maya' } }

test('the door offers the demo agents in their order, and asks for no owner', async () => {
  const { openBrowser } = await openDemo()
  expect(await (await openBrowser().ask(endpoints.getDoor)).json()).toMatchObject({
    data: {
      needs_owner: false,
      demo_agents: [
        { id: 'agt_maya', name: 'Maya' },
        { id: 'agt_rina', name: 'Rina' },
      ],
    },
  })
})

test('one click signs in as Maya, who is then an agent like any other', async () => {
  const browser = (await openDemo()).openBrowser()
  expect((await browser.ask(endpoints.signInToDemo, asMaya)).status).toBe(200)
  expect(await (await browser.ask(endpoints.getMe)).json()).toMatchObject({
    data: { agent: { id: 'agt_maya', state: 'active', role: 'agent' }, demo: true },
  })
})

test('a second click elsewhere is the same Maya, and the first goes on', async () => {
  const { openBrowser, people } = await openDemo()
  const [one, two] = [openBrowser(), openBrowser()]
  await one.ask(endpoints.signInToDemo, asMaya)
  await two.ask(endpoints.signInToDemo, asMaya)
  expect((await one.ask(endpoints.getMe)).status).toBe(200)
  expect(people.demo).not.toBeNull()
})

test('nobody but the offered agents is signed in', async () => {
  const { openBrowser } = await openDemo()
  for (const agent_id of ['agt_budi', 'agt_nobody', '']) {
    const refused = await openBrowser().ask(endpoints.signInToDemo, { body: { agent_id } })
    expect(await refused.json()).toMatchObject({ error: { code: 'invalid_field_value', param: 'agent_id' } })
  }
})

test('outside the demo there is no such thing', async () => {
  const { openBrowser } = await openDemo({})
  expect((await openBrowser().ask(endpoints.signInToDemo, asMaya)).status).toBe(404)
})

test('the demo creates no owner', async () => {
  const { openBrowser, people } = await openDemo()
  const refused = await openBrowser().ask(endpoints.createOwner, { body: { code: people.setupCode.text, ...owner } })
  expect(refused.status).toBe(409)
})

test('another machine is neither offered nor let in', async () => {
  const { openBrowser } = await openDemo({ demo, clientAddress: '192.168.1.7' })
  expect(await (await openBrowser().ask(endpoints.getDoor)).json()).toMatchObject({ data: { demo_agents: [] } })
  const refused = await openBrowser().ask(endpoints.signInToDemo, asMaya)
  expect(await refused.json()).toMatchObject({ error: { code: 'permission_denied' } })
})

test.each([{ Host: 'rebind.example:4600' }, { Host: 'localhost:4601' }, { 'X-Forwarded-For': '203.0.113.9' }])(
  'on loopback, a request with %j does not sit at this machine',
  async (headers) => {
    const { openBrowser } = await openDemo()
    expect((await openBrowser().ask(endpoints.signInToDemo, { ...asMaya, headers })).status).toBe(403)
  },
)
