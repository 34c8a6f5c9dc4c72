import { expect, test } from 'vitest'
import { statuses } from '#contract/conversation.ts'
import { listConversations } from '#gateway/storage/conversations.ts'
import { listQuarantine } from '#gateway/storage/quarantine.ts'
import type { GatewayProcess } from '#gateway/testing/gateway-process.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, refusedCalls, requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import { readConnections } from '#gateway/usecases/read-present.ts'
import { loadBackfill } from './backfill.ts'

const world = worlds()

/** Conversations of all statuses whose last messages lie a minute apart, each with a contact of its own. */
function place({ simulator }: World, count: number): string[] {
  const placeOne = (_: unknown, index: number) => {
    const last_message_at = new Date(Date.now() - index * 60_000).toISOString()
    const status = statuses[index % statuses.length] ?? 'open'
    return simulator.placeConversation({ last_message_at, status }).id
  }
  return simulator.vendor.store.transaction(() => Array.from({ length: count }, placeOne))
}

async function health({ storage }: World) {
  const [connection] = await readConnections(storage.db, WORKSPACE_ID)
  return connection
}

async function stored({ storage }: World): Promise<number> {
  const { count } = await storage.db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('removed_ms', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

async function untilRead(gateway: GatewayProcess, mostMs: number): Promise<number> {
  return passUntil(async () => (await loadBackfill(gateway.vendor)).done, mostMs)
}

test('without webhooks, what happens at the vendor to any of 2,000 conversations is here within 15 s, on a free plan', async () => {
  const some = await world()
  const ids = place(some, 2000)
  const { simulator, row } = some
  await untilRead(some.start(), 60_000)
  await pass(30_000)

  for (const share of [0.02, 0.31, 0.5, 0.74, 0.999]) {
    const from = Math.floor(share * ids.length)
    const [first = '', second = '', third = ''] = ids.slice(from - 2, from + 1)
    // The statuses follow one another, so each of the three meets another one.
    for (const [id, act] of [
      [first, 'resolve'],
      [second, 'reopen'],
      [third, 'pending'],
    ] as const) {
      simulator.act(id, { act })
      simulator.act(id, { act: 'assign', user_id: people.rina.vendorId })
    }
    const isSeen = async (id: string) => {
      const { status, assignee_id } = await row(id)
      return status === simulator.conversation(id).status && assignee_id === people.rina.id
    }
    const took = await passUntil(
      async () => (await isSeen(first)) && (await isSeen(second)) && (await isSeen(third)),
      20_000,
    )
    expect(took).toBeLessThanOrEqual(15_000)
    await pass(1300)
  }
  expect(refusedCalls(some)).toBe(0)
})

test('previews and walks get on together: all previews are read, and a change is seen all the while', async () => {
  const some = await world()
  const { simulator, row } = some
  const ids = Array.from({ length: 300 }, (_, index) => {
    const from = `+6281300${String(index).padStart(5, '0')}`
    return simulator.receive({ from, text: `Halo ${index}` }).conversation.id
  })
  some.start()
  await pass(8000)
  const last = ids[0] ?? ''
  simulator.act(last, { act: 'pending' })
  expect(await passUntil(async () => (await row(last)).status === 'pending', 15_000)).toBeLessThanOrEqual(15_000)
  await passUntil(async () => (await row(last)).preview_text === 'Halo 0', 150_000)
  expect(refusedCalls(some)).toBe(0)
})

test('the first reading of 20,000 conversations never goes beyond the vendor’s limits', async () => {
  const some = await world()
  place(some, 20_000)
  const took = await untilRead(some.start(), 90_000)
  expect(took).toBeLessThan(60_000)
  expect(await stored(some)).toBe(20_000)
  expect(refusedCalls(some)).toBe(0)
  expect(await health(some)).toMatchObject({ state: 'ok', backfill: { done: true, rows: 20_000 } })
})

test('a first reading whose place is forgotten by the vendor starts again and misses nothing', async () => {
  const some = await world()
  place(some, 600)
  const first = some.start()
  await passUntil(async () => (await loadBackfill(first.vendor)).rows >= 200, 20_000)
  await first.stop()
  await some.storage.db
    .updateTable('connections')
    .set({ progress: JSON.stringify({ cursor: 'long-forgotten', rows: 200, done: false }) })
    .execute()
  await untilRead(some.start(), 20_000)
  expect(await stored(some)).toBe(600)
})

test('a conversation that the vendor deleted becomes a tombstone', async () => {
  const some = await world()
  const [id = '', ...others] = place(some, 9)
  some.start()
  await pass(3000)
  some.simulator.act(id, { act: 'delete' })
  await pass(15_000)
  expect((await some.row(id)).removed_ms).not.toBeNull()
  const page = await listConversations(some.storage.db, WORKSPACE_ID, {}, { me: null, limit: 100, after: null, now: 0 })
  expect(page.map((row) => row.id)).toEqual(others)
})

test.each([['wrong_type'], ['bad_date'], ['missing_id'], ['not_an_object']] as const)(
  'a row broken by %s is put aside and counted, the rest goes on, and it is let go when it can be read',
  async (shape) => {
    const some = await world()
    const [broken = '', ...others] = place(some, 6)
    const fault = some.simulator.faults.add({ kind: 'malformed', shape, conversation_id: broken })
    // One that its vendor shows in no other way either.
    some.simulator.faults.add({ kind: 'error', status: 403, path: `/conversations/${broken}` })
    some.start()
    await pass(20_000)
    for (const id of others) expect((await some.row(id)).status).toBe(some.simulator.conversation(id).status)
    await expect(some.row(broken)).rejects.toThrow('There is no conversation')
    expect(await health(some)).toMatchObject({ state: 'ok', quarantined: 1 })
    const [aside] = await listQuarantine(some.storage.db, WORKSPACE_ID, CONNECTION_ID, 10)
    expect(aside?.seen).toBeGreaterThan(1)

    some.simulator.faults.clear(fault)
    await pass(15_000)
    expect((await some.row(broken)).id).toBe(broken)
    // A row without an id cannot be known again; it is forgotten when it has not come by for a day.
    expect(await health(some)).toMatchObject({ quarantined: aside?.vendor_id === broken ? 0 : 1 })
  },
)

test('a conversation that cannot be read singly keeps no other waiting', async () => {
  const some = await world()
  const ids = place(some, 30)
  const { simulator, row } = some
  const stuck = ids[0] ?? ''
  simulator.faults.add({ kind: 'error', status: 403, path: `/conversations/${stuck}` })
  some.start()
  await pass(3000)
  simulator.act(stuck, { act: 'resolve' })
  for (const id of ids.slice(1)) simulator.act(id, { act: 'assign', user_id: people.maya.vendorId })
  for (let second = 0; second < 15; second += 1) {
    await pass(1000)
    expect(await health(some)).toMatchObject({ state: 'ok' })
  }
  for (const id of ids.slice(1)) expect((await row(id)).assignee_id).toBe(people.maya.id)
  expect((await row(stuck)).status).toBe('resolved')
})

test.each([
  ['fails at', { kind: 'error', status: 500 }],
  ['never answers for', { kind: 'latency', ms: 60_000 }],
] as const)('one conversation that the vendor %s takes nothing else down with it', async (_, fault) => {
  const some = await world()
  const [stuck = '', other = ''] = place(some, 3)
  const { vendor } = some.start()
  await pass(3000)
  some.simulator.faults.add({ ...fault, path: `/conversations/${stuck}` })
  vendor.announced.set(stuck, Date.now())
  await pass(12_000)
  some.simulator.act(other, { act: 'resolve' })
  await some.patch('maya', other, { assigned_to: people.rina.id })
  expect(await passUntil(() => some.isSettled(other), 60_000)).toBeLessThan(30_000)
  expect((await some.row(other)).status).toBe('resolved')
})

test.each([
  ['refuses the key', { status: 401 }, { state: 'refused', problem: { code: 'invalid_api_key' } }],
  ['is down', { status: 503 }, { state: 'down', problem: { code: 'internal_error' } }],
  ['has no such path', { status: 404, body: '<h1>Not found</h1>' }, { state: 'down', problem: { code: 'http_404' } }],
])('a vendor that %s is called rarely, and the page says why', async (_, fault, expected) => {
  const some = await world()
  some.simulator.faults.add({ kind: 'error', ...fault })
  some.start()
  await pass(60_000)
  expect(await health(some)).toMatchObject(expected)
  some.simulator.log.clear()
  await pass(60_000)
  expect(some.simulator.log.entries().length).toBeLessThanOrEqual(7)
  some.simulator.faults.clear()
  await pass(31_000)
  expect(await health(some)).toMatchObject({ state: 'ok', problem: null })
})

test('a vendor that loses the answers to writes, and gives those to reads, is not called down', async () => {
  const some = await world()
  const [id = ''] = place(some, 10)
  some.start()
  await pass(10_000)
  const fault = some.simulator.faults.add({ kind: 'drop', when: 'after', method: 'PATCH' })
  await some.patch('maya', id, { status: 'resolved' })
  for (let step = 0; step < 120; step += 1) {
    await pass(250)
    expect(await health(some)).toMatchObject({ state: 'ok', problem: null })
  }
  expect(requests(some, 'PATCH')).not.toEqual([])
  some.simulator.faults.clear(fault)
  await pass(31_000)
  expect(await some.isSettled(id)).toBe(true)
})

test('with nothing going on, little is read and nothing is written', async () => {
  const some = await world()
  place(some, 10)
  some.start()
  await pass(30_000)
  some.simulator.log.clear()
  const before = await some.storage.db.selectFrom('workspaces').selectAll().execute()
  await pass(60_000)
  expect(requests(some, 'GET').length).toBeLessThan(70)
  expect(await some.storage.db.selectFrom('workspaces').selectAll().execute()).toEqual(before)
})
