import { afterEach, beforeEach, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { putIdentity } from '#gateway/storage/identities.ts'
import { openPeopleApp, owner } from '#gateway/testing/people-app.ts'
import type { Browser } from '#gateway/testing/people-app.ts'

let house: Awaited<ReturnType<typeof openPeopleApp>>
let sari: Browser

beforeEach(async () => {
  house = await openPeopleApp()
  sari = house.openBrowser()
  await sari.ask(endpoints.createOwner, { body: { code: house.people.setupCode.text, ...owner } })
  await house.seeAtVendor({ id: 'agt_seen', name: 'maya.w', email: null })
  await house.seeAtVendor({ id: 'agt_maya', name: 'Maya', email: 'maya@toko.example' })
  const seen = { connection_id: 'con_1', vendor_user_id: 'usr/1', agent_id: 'agt_seen', name: 'maya.w', email: null }
  await house.storage.write((tx) => putIdentity(tx, 'wsp_1', seen))
})
afterEach(() => house.storage.close())

function map(agent_id: string, vendor_user_id = 'usr/1') {
  return sari.ask(endpoints.mapIdentity, { params: { id: 'con_1', vendor_user_id }, body: { agent_id } })
}

test("the owner sees every vendor's user and who they are", async () => {
  expect(await (await sari.ask(endpoints.listIdentities)).json()).toMatchObject({
    data: [{ connection_id: 'con_1', vendor_user_id: 'usr/1', name: 'maya.w', agent_id: 'agt_seen' }],
  })
})

test("the owner says who a vendor's user is, and their conversations follow", async () => {
  expect(await (await map('agt_maya')).json()).toMatchObject({
    data: { vendor_user_id: 'usr/1', agent_id: 'agt_maya' },
  })
  expect(await (await sari.ask(endpoints.listIdentities)).json()).toMatchObject({ data: [{ agent_id: 'agt_maya' }] })
  expect(house.moves).toMatchObject([
    {
      workspaceId: 'wsp_1',
      connectionId: 'con_1',
      vendorUserId: 'usr/1',
      from: 'agt_seen',
      to: 'agt_maya',
      actor: { name: 'Sari' },
    },
  ])
})

test('saying it again moves nothing and announces nothing', async () => {
  await map('agt_maya')
  const announced = house.announced.length
  expect((await map('agt_maya')).status).toBe(200)
  expect(house.moves).toHaveLength(1)
  expect(house.announced).toHaveLength(announced)
})

test('when the conversations cannot be moved, neither is the identity', async () => {
  house.people.reassignIdentity = async () => {
    throw new Error('disk full')
  }
  await expect(map('agt_maya')).rejects.toThrow('disk full')
  expect(await (await sari.ask(endpoints.listIdentities)).json()).toMatchObject({ data: [{ agent_id: 'agt_seen' }] })
})

test("a vendor's user who was never seen, and an agent who does not exist, are refused", async () => {
  expect(await (await map('agt_maya', 'usr_9')).json()).toMatchObject({ error: { code: 'resource_not_found' } })
  expect(await (await map('agt_nobody')).json()).toMatchObject({
    error: { code: 'invalid_field_value', param: 'agent_id' },
  })
})

test('whom a vendor lists is suggested to be the agent with that e-mail, and one call takes every suggestion', async () => {
  const listed = [
    { id: 'usr/1', name: 'maya.w', email: 'maya@toko.example' },
    { id: 'usr/2', name: 'Maya W.', email: 'MAYA@toko.example' },
    { id: 'usr/3', name: 'Nobody', email: 'else@toko.example' },
  ]
  await house.storage.close()
  house = await openPeopleApp({ vendorUsers: listed })
  sari = house.openBrowser()
  await sari.ask(endpoints.createOwner, { body: { code: house.people.setupCode.text, ...owner } })
  await house.seeAtVendor({ id: 'agt_maya', name: 'Maya', email: 'maya@toko.example' })
  await house.connect('con_1')
  const users = async () => await (await sari.ask(endpoints.listVendorUsers)).json()
  expect(await users()).toMatchObject({
    data: [
      { vendor_user_id: 'usr/1', agent_id: null, suggested_agent_id: 'agt_maya' },
      { vendor_user_id: 'usr/2', agent_id: null, suggested_agent_id: 'agt_maya' },
      { vendor_user_id: 'usr/3', agent_id: null, suggested_agent_id: null },
    ],
  })
  expect(await (await sari.ask(endpoints.acceptSuggestions)).json()).toMatchObject({
    data: [{ vendor_user_id: 'usr/1' }, { vendor_user_id: 'usr/2', agent_id: 'agt_maya' }],
  })
  expect((await map('agt_maya', 'usr/3')).status).toBe(200)
  expect(await users()).toMatchObject({ data: listed.map(() => ({ agent_id: 'agt_maya', suggested_agent_id: null })) })
  expect((await map('agt_maya', 'usr/4')).status).toBe(404)
})
