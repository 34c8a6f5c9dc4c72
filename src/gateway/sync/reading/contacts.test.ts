import { expect, test } from 'vitest'
import { listConversations } from '#gateway/storage/conversations.ts'
import { readChanges } from '#gateway/storage/changes.ts'
import { pass, sleepThrough } from '#gateway/testing/virtual-time.ts'
import { WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'

const world = worlds()

function contactPages(some: World) {
  return requests(some, 'GET').filter(({ path }) => path.endsWith('/contacts'))
}

test('conversations are found by their contact’s e-mail, which only the list of contacts tells', async () => {
  const some = await world()
  const ids = Array.from({ length: 230 }, (_, index) => {
    const contact = {
      phone_number: `+628110${100_000 + index}`,
      name: `Customer ${index}`,
      email: `c${index}@example.com`,
    }
    return some.simulator.placeConversation({ contact }).id
  })
  some.start()
  await pass(20_000)
  expect((await some.row(ids[0] ?? '')).contact_email).toBe('c0@example.com')
  const search = { q: 'c229@example.com' }
  const found = await listConversations(some.storage.db, WORKSPACE_ID, search, {
    me: null,
    limit: 5,
    after: null,
    now: 0,
  })
  expect(found.map((row) => row.id)).toEqual([ids[229]])
})

test('contacts are read again every quarter of an hour, and what did not change is not written', async () => {
  const some = await world()
  const contact = { phone_number: '+62811', name: 'Ana', email: 'ana@example.com' }
  const { id, contact: made } = some.simulator.placeConversation({ contact })
  some.start()
  await pass(60_000)
  const before = await readChanges(some.storage.db, WORKSPACE_ID, 0, 1000)
  expect(contactPages(some)).toHaveLength(1)
  sleepThrough(15 * 60_000)
  await pass(12_000)
  expect(contactPages(some)).toHaveLength(2)
  expect(await readChanges(some.storage.db, WORKSPACE_ID, 0, 1000)).toEqual(before)

  some.simulator.changeContact(made.id, { email: 'ana@wijaya.example' })
  sleepThrough(15 * 60_000)
  await pass(12_000)
  expect((await some.row(id)).contact_email).toBe('ana@wijaya.example')
  // A read of the conversation, which has no e-mail, leaves it.
  some.simulator.act(id, { act: 'pending' })
  await pass(12_000)
  expect(await some.row(id)).toMatchObject({ status: 'pending', contact_email: 'ana@wijaya.example' })
})

test('a vendor that refuses its contacts is asked again later, and all else goes on', async () => {
  const some = await world()
  const { id } = some.simulator.placeConversation({})
  some.simulator.faults.add({ kind: 'error', status: 403, path: '/contacts' })
  some.start()
  await pass(10_000)
  some.simulator.act(id, { act: 'resolve' })
  await pass(12_000)
  expect((await some.row(id)).status).toBe('resolved')
  expect(contactPages(some)).toHaveLength(1)
})
