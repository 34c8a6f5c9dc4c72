import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { putIdentity } from '#gateway/storage/identities.ts'
import { testStorages } from '#gateway/storage/testing/open-test-storages.ts'
import { openPeopleApp, owner, PASSWORD } from '#gateway/testing/people-app.ts'

test.each(testStorages())('on $name a team moves in, works, and is safe from each other', async (database) => {
  const opened = await database.open()
  const { storage } = opened
  const house = await openPeopleApp({ storage })
  const sari = house.openBrowser()
  const visits = [sari, house.openBrowser()].map((browser, n) =>
    browser.ask(endpoints.createOwner, {
      body: { code: house.people.setupCode.text, ...owner, email: `owner${n}@toko.example` },
    }),
  )
  const statuses = (await Promise.all(visits)).map((response) => response.status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409])
  const email = `owner${statuses.indexOf(200)}@toko.example`
  await sari.ask(endpoints.signIn, { body: { email, password: PASSWORD } })

  await house.seeAtVendor({ id: 'agt_seen', name: 'maya w', email: 'MAYA@toko.example' })
  await storage.write((tx) =>
    putIdentity(tx, 'wsp_1', {
      connection_id: 'con_1',
      vendor_user_id: 'usr_1',
      agent_id: 'agt_seen',
      name: null,
      email: null,
    }),
  )
  const invited = await sari.ask(endpoints.inviteAgent, { body: { name: 'Maya', email: 'maya@toko.example' } })
  const { data: link } = endpoints.inviteAgent.answer.parse(await invited.json())
  const token = link.url.split('/link/')[1] ?? ''
  const uses = await Promise.all(
    [1, 2, 3].map(() =>
      house.openBrowser().ask(endpoints.useLink, { params: { token }, body: { password: 'es teh manis 18' } }),
    ),
  )
  expect(uses.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 404, 404])

  const maya = house.openBrowser()
  await maya.ask(endpoints.signIn, { body: { email: 'Maya@toko.example', password: 'es teh manis 18' } })
  const next = { current: 'es teh manis 18', next: 'es jeruk nipis 19' }
  expect((await maya.ask(endpoints.changePassword, { body: next })).status).toBe(200)
  expect(await (await maya.ask(endpoints.getMe)).json()).toMatchObject({ data: { agent: { id: 'agt_seen' } } })

  const identity = { params: { id: 'con_1', vendor_user_id: 'usr_1' } }
  const { data: agents } = endpoints.listAgents.answer.parse(await (await maya.ask(endpoints.listAgents)).json())
  const agent_id = agents.find((agent) => agent.role === 'owner')?.id ?? ''
  expect((await sari.ask(endpoints.mapIdentity, { ...identity, body: { agent_id } })).status).toBe(200)
  expect(await (await sari.ask(endpoints.listIdentities)).json()).toMatchObject({ data: [{ agent_id }] })

  const headers = { Authorization: `Bearer ${await house.createKey()}` }
  expect((await house.openBrowser().ask(endpoints.listAgents, { headers })).status).toBe(200)
  expect((await maya.ask(endpoints.signOut)).status).toBe(200)
  expect((await maya.ask(endpoints.getMe)).status).toBe(401)
  await opened.close()
})
