import { expect, test } from 'vitest'
import { pass } from '#gateway/testing/virtual-time.ts'
import { people } from '#gateway/testing/common-world.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import { mirrorPage, noLongerWanted } from './mirror.ts'

const world = worlds()

test('a read answers the wishes that came before it, not those that came while it was under way', async () => {
  const { start } = await world()
  const { vendor } = start()
  vendor.announced.set('before', 10).set('same moment', 20).set('during', 21)
  vendor.missed.set('before', 10).set('during', 21)
  for (const id of ['before', 'same moment', 'during', 'unknown']) noLongerWanted(vendor, id, 20)
  expect([...vendor.announced.keys()]).toEqual(['during'])
  expect([...vendor.missed.keys()]).toEqual(['during'])
})

test('a page that was asked for before a write, and comes after it, changes nothing back', async () => {
  const { simulator, start, patch, row } = await world()
  const { id } = simulator.placeConversation({})
  const { vendor } = start()
  await pass(2000)
  const reading = vendor.connector.listConversations({})
  const began = Date.now()
  await pass(100)
  const page = await reading
  await patch('maya', id, { assigned_to: people.rina.id })
  await pass(1000)
  // As new as the write by the vendor's clock, so that only the moment of asking tells.
  const rows = page.rows.map((each) => Object.assign({}, each, { updatedAt: Date.now() }))
  await mirrorPage(vendor, { rows, malformed: [] }, began, true)
  expect(await row(id)).toMatchObject({ assignee_id: people.rina.id, assignee_shadow: people.rina.vendorId })
  await pass(12_000)
  expect((await row(id)).assignee_id).toBe(people.rina.id)
})
