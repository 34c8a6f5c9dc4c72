import { expect, test } from 'vitest'
import { getConnection } from '#gateway/storage/connections.ts'
import { outboxBacklog } from '#gateway/storage/outbox.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'

const world = worlds()

async function holder({ storage }: World): Promise<string | null | undefined> {
  return (await getConnection(storage.db, WORKSPACE_ID, CONNECTION_ID))?.lease_owner
}

test('of two gateways only the one that holds the lease calls the vendor', async () => {
  const some = await world()
  const { id } = some.simulator.placeConversation({})
  some.start('first')
  await pass(1000)
  const second = some.start('second')
  await some.patch('maya', id, { assigned_to: people.rina.id })
  await pass(60_000)
  expect(await holder(some)).toBe('first')
  expect(second.vendor.lastAnswerAt).toBeNull()
  expect(requests(some, 'PATCH')).toHaveLength(1)
})

test.each([[0], [1700], [4900]])(
  'the other takes over within 15 s of a kill, and delivers what was owed (%i ms after a renewal)',
  async (after) => {
    const some = await world()
    const { id } = some.simulator.placeConversation({})
    const first = some.start('first')
    await pass(5100 + after)
    some.start('second')
    await some.patch('maya', id, { status: 'resolved' })
    first.kill()
    expect(await passUntil(async () => (await holder(some)) === 'second', 20_000)).toBeLessThanOrEqual(15_000)
    await pass(2000)
    expect(some.simulator.conversation(id).status).toBe('resolved')
  },
)

test('a gateway that is stopped gives its lease back, and the next need not wait', async () => {
  const some = await world()
  const first = some.start('first')
  await pass(3000)
  some.start('second')
  await first.stop()
  expect(await passUntil(async () => (await holder(some)) === 'second', 20_000)).toBeLessThanOrEqual(1100)
})

test('a stop in the middle of a write does not wait for the vendor, and the write is settled by the next', async () => {
  const some = await world()
  const { id } = some.simulator.placeConversation({})
  const first = some.start('first')
  await pass(1000)
  some.simulator.faults.add({ kind: 'latency', ms: 3000, class: 'write', times: 1 })
  await some.patch('maya', id, { assigned_to: people.rina.id })
  await pass(500)
  const before = Date.now()
  await first.stop()
  expect(Date.now()).toBe(before)
  expect(await outboxBacklog(some.storage.db, WORKSPACE_ID, CONNECTION_ID)).toBe(1)
  some.start('second')
  await passUntil(() => some.isSettled(id), 20_000)
  expect(some.simulator.conversation(id).assignee?.id).toBe(people.rina.vendorId)
})

test('a gateway that lost its lease for a while takes up its own unfinished writes when it has it back', async () => {
  const some = await world()
  const { id } = some.simulator.placeConversation({})
  some.start('first')
  await pass(1000)
  some.simulator.faults.add({ kind: 'latency', ms: 8000, class: 'write', times: 1 })
  await some.patch('maya', id, { assigned_to: people.rina.id })
  await pass(500)
  const lease = { lease_owner: 'somebody else', lease_until_ms: Date.now() + 9000 }
  await some.storage.db.updateTable('connections').set(lease).execute()
  await pass(30_000)
  expect(await holder(some)).toBe('first')
  expect(await some.isSettled(id)).toBe(true)
  expect((await some.row(id)).notice).toBeNull()
  expect(some.simulator.conversation(id).assignee?.id).toBe(people.rina.vendorId)
})

test('a gateway that slept through its lease claims nothing', async () => {
  const some = await world()
  const { id } = some.simulator.placeConversation({})
  some.start('first')
  await pass(1000)
  const lease = { lease_owner: 'somebody else', lease_until_ms: Date.now() + 60_000 }
  await some.storage.db.updateTable('connections').set(lease).execute()
  await some.patch('maya', id, { assigned_to: people.rina.id })
  await pass(3000)
  expect(requests(some, 'PATCH')).toEqual([])
})
