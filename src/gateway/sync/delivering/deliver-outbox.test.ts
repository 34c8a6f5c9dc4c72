import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import { readChanges } from '#gateway/storage/changes.ts'
import { outboxBacklog } from '#gateway/storage/outbox.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, refusedCalls, requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { forgetConversation } from '../reading/reread.ts'
import { parseNotices } from '#gateway/usecases/conversations/sync-notices.ts'

const world = worlds()

const gone = new ConnectorError('not_found', 'resource_not_found', 'There is no such conversation.')

/** A world with conversations that its gateway knows. */
async function worldWith(count: number, options: Parameters<typeof world>[0] = {}) {
  const made = await world(options)
  const ids = Array.from({ length: count }, () => made.simulator.placeConversation({}).id)
  const gateway = made.start()
  await pass(2000)
  return { ...made, storage: made.storage, ids, id: ids[0] ?? '', gateway, whole: made }
}

async function owed({ storage }: Pick<World, 'storage'>): Promise<number> {
  return outboxBacklog(storage.db, WORKSPACE_ID, CONNECTION_ID)
}

async function noticesOf({ row }: Pick<World, 'row'>, id: string) {
  return parseNotices((await row(id)).notice)
}

test('an assignment reaches the vendor at once, a resolve after the time in which it can be taken back', async () => {
  const { id, patch, simulator } = await worldWith(1)
  await patch('maya', id, { assigned_to: people.rina.id })
  expect(await passUntil(() => simulator.conversation(id).assignee?.id === people.rina.vendorId, 5000)).toBeLessThan(
    500,
  )
  await patch('maya', id, { status: 'resolved' })
  const took = await passUntil(() => simulator.conversation(id).status === 'resolved', 5000)
  expect(took).toBeGreaterThanOrEqual(3000)
  expect(took).toBeLessThan(3500)
})

test('a resolve that is undone within 3 s costs the vendor no write', async () => {
  const { id, patch, whole } = await worldWith(1)
  await patch('maya', id, { status: 'resolved' })
  await pass(2500)
  await patch('maya', id, { status: 'open' })
  await pass(20_000)
  expect(requests(whole, 'PATCH')).toEqual([])
  expect(await owed(whole)).toBe(0)
})

test('100 acts on 50 conversations while the vendor is down arrive within 30 s of its return, in at most 50 writes', async () => {
  const { ids, patch, simulator, whole, isSettled } = await worldWith(50)
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  for (const [index, id] of ids.entries()) {
    await patch('maya', id, { status: index % 2 === 0 ? 'resolved' : 'pending' })
    await pass(600)
    await patch('rina', id, { assigned_to: people.maya.id })
    await pass(600)
  }
  expect(requests(whole, 'PATCH')).toEqual([])
  simulator.faults.clear(down)

  await passUntil(async () => (await owed(whole)) === 0, 30_000)
  expect(requests(whole, 'PATCH').length).toBeLessThanOrEqual(50)
  expect(refusedCalls(whole)).toBe(0)
  for (const [index, id] of ids.entries()) {
    expect(await isSettled(id)).toBe(true)
    expect(simulator.conversation(id)).toMatchObject({
      status: index % 2 === 0 ? 'resolved' : 'pending',
      assignee: { id: people.maya.vendorId },
    })
    expect(await noticesOf(whole, id)).toEqual([])
  }
})

test.each([
  ['before the vendor was asked', 3010],
  ['while the vendor is read', 3040],
  ['while the vendor is written', 3080],
  ['when all is done', 3500],
])('every act that was answered arrives although the gateway is killed %s', async (_, killedAfter) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sigap-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { ids, patch, simulator, whole, gateway, isSettled } = await worldWith(6, {
    path: path.join(folder, 'a.sqlite'),
  })
  for (const id of ids) await patch('maya', id, { status: 'resolved', assigned_to: people.rina.id })
  await pass(killedAfter)
  gateway.kill()
  whole.reopen()
  whole.start()
  await pass(25_000)
  for (const id of ids) {
    expect(simulator.conversation(id)).toMatchObject({ status: 'resolved', assignee: { id: people.rina.vendorId } })
    expect(await isSettled(id)).toBe(true)
    expect(await noticesOf(whole, id)).toEqual([])
  }
  expect(requests(whole, 'PATCH')).toHaveLength(6)
})

test('a write whose answer is lost is settled by reading, not taken for a colleague’s', async () => {
  const { id, patch, simulator, whole, isSettled } = await worldWith(1)
  simulator.faults.add({ kind: 'drop', when: 'after', class: 'write', times: 1 })
  await patch('maya', id, { status: 'resolved' })
  await pass(10_000)
  expect(await isSettled(id)).toBe(true)
  expect(simulator.conversation(id).status).toBe('resolved')
  expect(requests(whole, 'PATCH')).toHaveLength(1)
  expect(await noticesOf(whole, id)).toEqual([])
})

test('an act that takes back a write whose answer was lost wins, also when the vendor works that off late', async () => {
  const { id, patch, simulator, whole, isSettled } = await worldWith(1)
  simulator.faults.add({ kind: 'latency', ms: 18_000, class: 'write', times: 1 })
  await patch('maya', id, { status: 'resolved' })
  await pass(14_500)
  await patch('maya', id, { status: 'open' })
  await passUntil(() => simulator.conversation(id).status === 'resolved', 10_000)
  await pass(40_000)
  expect(simulator.conversation(id).status).toBe('open')
  expect(await isSettled(id)).toBe(true)
  expect(await noticesOf(whole, id)).toEqual([])
})

test('what was changed at the vendor while a write waited for its limits is not overwritten either', async () => {
  const { id, patch, simulator, gateway, whole } = await worldWith(1)
  const { writes } = gateway.vendor
  const free = Date.now() + 20_000
  gateway.vendor.writes = { ...writes, take: (now) => now > free && writes.take(now) }
  await patch('maya', id, { assigned_to: people.rina.id })
  await pass(2000)
  simulator.act(id, { act: 'assign', user_id: people.maya.vendorId })
  await pass(40_000)
  expect(simulator.conversation(id).assignee?.id).toBe(people.maya.vendorId)
  expect(await noticesOf(whole, id)).toMatchObject([{ field: 'assignee', code: 'changed_at_vendor' }])
})

test('what was changed at the vendor meanwhile is not overwritten, and the agent is told', async () => {
  const { id, patch, simulator, row, whole, isSettled } = await worldWith(1)
  await patch('maya', id, { status: 'resolved' })
  await pass(500)
  simulator.act(id, { act: 'pending' })
  // The poll sees it before the write is due: that must not count as having known it.
  await pass(2600)
  await passUntil(async () => (await row(id)).sync_state === 'synced', 10_000)
  expect(simulator.conversation(id).status).toBe('pending')
  expect(requests(whole, 'PATCH')).toEqual([])
  expect(await noticesOf(whole, id)).toMatchObject([{ field: 'status', wanted: 'resolved', code: 'changed_at_vendor' }])
  expect(await isSettled(id)).toBe(true)
})

test('two fields that are refused together are tried one at a time, and the good one stays', async () => {
  const { id, patch, simulator, row, whole } = await worldWith(1)
  simulator.faults.add({ kind: 'error', status: 422, code: 'invalid_field_value', method: 'PATCH', times: 2 })
  await patch('maya', id, { status: 'resolved', assigned_to: people.rina.id })
  await pass(5000)
  expect(requests(whole, 'PATCH').map(({ body }) => Object.keys(JSON.parse(body ?? '{}')))).toEqual([
    ['status', 'assigned_to'],
    ['status'],
    ['assigned_to'],
  ])
  expect(simulator.conversation(id)).toMatchObject({ status: 'open', assignee: { id: people.rina.vendorId } })
  expect(await row(id)).toMatchObject({ status: 'open', assignee_id: people.rina.id, sync_state: 'synced' })
  expect(await noticesOf(whole, id)).toMatchObject([
    { field: 'status', wanted: 'resolved', code: 'invalid_field_value' },
  ])
})

test('when both fields are refused, both come back and both are told', async () => {
  const { id, patch, simulator, row, whole } = await worldWith(1)
  simulator.faults.add({ kind: 'error', status: 422, code: 'invalid_field_value', method: 'PATCH' })
  await patch('maya', id, { status: 'resolved', assigned_to: people.rina.id })
  await pass(5000)
  expect(await row(id)).toMatchObject({ status: 'open', assignee_id: null, sync_state: 'synced' })
  expect((await noticesOf(whole, id)).map(({ field }) => field).sort()).toEqual(['assignee', 'status'])
  // What comes back is nobody's act.
  const changes = await readChanges(whole.storage.db, WORKSPACE_ID, 0, 1000)
  const back = changes.findLast(({ field, to_value }) => field === 'status' && to_value === 'open')
  expect(back?.actor.type).toBe('system')
})

test('a refused key pauses everything, refuses nothing, and all goes on when it is mended', async () => {
  const { ids, id, patch, simulator, row, whole, isSettled } = await worldWith(3)
  const refused = simulator.faults.add({ kind: 'error', status: 401 })
  for (const each of ids) await patch('maya', each, { status: 'resolved' })
  simulator.log.clear()
  await pass(120_000)
  expect(simulator.log.entries().length).toBeLessThan(12)
  expect(await row(id)).toMatchObject({ status: 'resolved', notice: null })
  simulator.faults.clear(refused)
  await pass(40_000)
  for (const each of ids) expect(await isSettled(each)).toBe(true)
  expect(simulator.conversation(id).status).toBe('resolved')
  expect(await noticesOf(whole, id)).toEqual([])
})

test('a write that is limited waits as long as the vendor asks, and keeps the others waiting too', async () => {
  const { ids, patch, simulator, whole, isSettled } = await worldWith(3)
  const limit = { kind: 'error', status: 429, headers: { 'Retry-After': '7' }, class: 'write', times: 1 } as const
  simulator.faults.add(limit)
  const [first = '', ...others] = ids
  await patch('maya', first, { assigned_to: people.rina.id })
  await pass(1000)
  for (const id of others) await patch('maya', id, { assigned_to: people.rina.id })
  await pass(15_000)
  const [refused, ...later] = requests(whole, 'PATCH').map(({ at }) => Date.parse(at))
  expect(later).toHaveLength(3)
  for (const at of later) expect(at - (refused ?? 0)).toBeGreaterThanOrEqual(7000)
  for (const id of ids) expect(await isSettled(id)).toBe(true)
})

test('one slow write holds up no other', async () => {
  const { ids, patch, simulator } = await worldWith(12)
  const [slow = '', ...others] = ids
  simulator.faults.add({ kind: 'latency', ms: 9000, path: `/conversations/${slow}` })
  for (const id of ids) await patch('maya', id, { assigned_to: people.rina.id })
  await pass(2000)
  for (const id of others) expect(simulator.conversation(id).assignee?.id).toBe(people.rina.vendorId)
  expect(simulator.conversation(slow).assignee).toBeNull()
})

test('an agent whom the vendor does not know is kept here, through every read and write', async () => {
  const { id, patch, row, simulator } = await worldWith(1)
  await patch('maya', id, { assigned_to: people.sari.id })
  await patch('maya', id, { status: 'pending' })
  await pass(20_000)
  expect(simulator.conversation(id)).toMatchObject({ status: 'pending', assignee: null })
  expect(await row(id)).toMatchObject({ assignee_id: people.sari.id, assignee_kept_here: 1, sync_state: 'synced' })
})

test('an act on a conversation that the vendor deleted ends with a tombstone', async () => {
  const { id, patch, row, simulator, whole } = await worldWith(1)
  await patch('maya', id, { status: 'resolved' })
  simulator.act(id, { act: 'delete' })
  await pass(5000)
  expect((await row(id)).removed_ms).not.toBeNull()
  expect(await owed(whole)).toBe(0)
})

test('what was owed to a conversation that was found to be gone is given back with a notice, and shows so when it returns', async () => {
  const made = await worldWith(1)
  const { id, patch, row, gateway, whole } = made
  await patch('maya', id, { status: 'resolved' })
  await forgetConversation(gateway.vendor, id)
  const { connector } = gateway.vendor
  gateway.vendor.connector = { ...connector, getConversation: () => Promise.reject(gone) }
  await pass(5000)
  expect(await owed(whole)).toBe(0)
  gateway.vendor.connector = connector
  await pass(30_000)
  expect(await row(id)).toMatchObject({ removed_ms: null, status: 'open', sync_state: 'synced' })
  expect(await noticesOf(made, id)).toMatchObject([{ field: 'status', wanted: 'resolved', code: 'resource_not_found' }])
})

test('nothing is written with a key that opens another organisation', async () => {
  const { id, patch, gateway, whole, storage } = await worldWith(1)
  await gateway.stop()
  await storage.db.updateTable('connections').set({ account_id: 'org_another' }).execute()
  await patch('maya', id, { assigned_to: people.rina.id })
  whole.start()
  await pass(60_000)
  expect(requests(whole, 'PATCH')).toEqual([])
  expect(await owed(whole)).toBe(1)
  const { health } = await storage.db.selectFrom('connections').select('health').executeTakeFirstOrThrow()
  expect(JSON.parse(health)).toMatchObject({ state: 'refused', problem: { code: 'account_changed' } })
})
