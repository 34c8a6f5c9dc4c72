import { expect, test } from 'vitest'
import { parseDelivery } from '#gateway/storage/messages.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'

const world = worlds()

/** A world whose vendor announces messages by the ids that it answered with, and a message that it has just taken. */
async function worldWithSent(statusIds: 'own' | 'wamid' = 'own') {
  const made = await world({ webhooks: true, simulator: { behaviour: { statusIds } } })
  const { simulator } = made
  const { id } = simulator.placeConversation({ contact: { phone_number: '+6281100010001' } })
  simulator.receive({ conversation_id: id, text: 'Halo' })
  made.start()
  await pass(2000)
  simulator.log.clear()
  return { ...made, whole: made, id }
}

/** How far the only message of ours came, as it is stored: nobody reads the thread for this. */
async function mark({ storage }: Pick<World, 'storage'>) {
  const { delivery } = await storage.db
    .selectFrom('messages')
    .select('delivery')
    .where('send_key', 'is not', null)
    .executeTakeFirstOrThrow()
  return parseDelivery(delivery)
}

const threadReads = (whole: World) => requests(whole, 'GET').filter(({ path }) => path.includes('/messages'))

test('an announcement that names a message as we know it moves its mark, and nothing is read', async () => {
  const { whole, id, send, simulator } = await worldWithSent()
  await send('maya', id, { text: 'Siap', key: 'key_00001' })
  expect(await passUntil(async () => (await mark(whole))?.state === 'delivered', 5000)).toBeLessThan(2500)
  expect(threadReads(whole)).toEqual([])
  await passUntil(async () => (await mark(whole))?.state === 'read', 15_000)
  await pass(1000)
  simulator.log.clear()
  await pass(120_000)
  expect(threadReads(whole)).toEqual([])
})

test('announced twice and in reverse, a mark goes forward and stays there', async () => {
  const { whole, id, send, simulator } = await worldWithSent()
  await send('maya', id, { text: 'Siap', key: 'key_00001' })
  await passUntil(async () => (await mark(whole))?.state === 'accepted', 5000)
  simulator.webhooks.hold()
  simulator.webhooks.duplicate(2)
  simulator.faults.add({ kind: 'error', status: 503, class: 'read' })
  await pass(12_000)
  expect((await mark(whole))?.state).toBe('accepted')
  await simulator.webhooks.release('reversed')
  await passUntil(async () => (await mark(whole))?.state === 'read', 2000)
  await pass(10_000)
  expect((await mark(whole))?.state).toBe('read')
})

test('announcements that are lost are made up for by reading', async () => {
  const { whole, id, send, simulator } = await worldWithSent()
  simulator.webhooks.hold()
  await send('maya', id, { text: 'Siap', key: 'key_00001' })
  await passUntil(async () => (await mark(whole))?.state === 'delivered', 5000)
  await passUntil(async () => (await mark(whole))?.state === 'read', 30_000)
  expect(threadReads(whole).length).toBeGreaterThan(0)
})

test('a failure that is announced shows in the row at once, without a read', async () => {
  const { whole, id, send, simulator, row } = await worldWithSent()
  simulator.faults.add({ kind: 'send', code: 'recipient_blocked', provider_code: 1013, times: 1 })
  await send('maya', id, { text: 'Siap', key: 'key_00001' })
  await passUntil(async () => (await row(id)).outgoing === 'failed', 3000)
  expect(await mark(whole)).toEqual({ state: 'failed', code: 'recipient_blocked' })
  expect(threadReads(whole)).toEqual([])
})

test('an announcement by an id that we do not know leads to a read', async () => {
  const { whole, id, send } = await worldWithSent('wamid')
  await send('maya', id, { text: 'Siap', key: 'key_00001' })
  await passUntil(async () => (await mark(whole))?.state === 'sent', 2500)
  expect(threadReads(whole).length).toBeGreaterThan(0)
})
