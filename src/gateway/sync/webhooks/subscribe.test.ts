import { expect, onTestFinished, test } from 'vitest'
import { createKirim } from '#connectors/kirim/index.ts'
import { createSealer } from '#gateway/auth/sealer.ts'
import { takeLease } from '#gateway/storage/connections.ts'
import { getSubscription } from '#gateway/storage/webhook-subscriptions.ts'
import { lastDeliveryMs } from '#gateway/storage/webhooks.ts'
import { deleteSubscription, listSubscriptions, saveSubscription } from '#simulators/kirim/subscriptions.ts'
import { createEndpoint, listEndpoints } from '#simulators/teamwork-desk/endpoints.ts'
import { MORNING, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { createCommonWorld, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { layTeamworkDesk } from '#gateway/testing/grounds.ts'
import { CONNECTION_ID, requests } from '#gateway/testing/world.ts'
import type { World, WorldOptions } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import { subscribeLoop } from './subscribe.ts'
import { createVendor } from '../vendor.ts'

const ADDRESS = 'https://sigap.test/hooks/con_kirim'
const PATH = '/webhook_subscriptions'
const HOUR_MS = 60 * 60_000
const made = worlds()
const world = (options: WorldOptions = {}) => made({ subscribes: true, ...options })

/** What the vendor holds. */
function subscriptions({ simulator }: World) {
  return listSubscriptions(simulator.vendor).map(({ id, url, status }) => ({ id, url, status }))
}

const callsAbout = ({ simulator }: World) => simulator.log.entries().filter(({ path }) => path.includes(PATH))

const problemOf = async ({ storage }: World): Promise<unknown> =>
  JSON.parse((await getSubscription(storage.db, WORKSPACE_ID, CONNECTION_ID))?.problem ?? 'null')

/** Whether what the vendor tells is believed. */
async function isTold(some: World): Promise<boolean> {
  const began = Date.now()
  some.simulator.receive({ from: '+6281234567890', text: 'Halo' })
  await pass(500)
  return ((await lastDeliveryMs(some.storage.db, WORKSPACE_ID, CONNECTION_ID)) ?? 0) >= began
}

test('two gateways make one subscription, and the one that did not make it believes what it brings', async () => {
  const some = await world()
  some.start('first')
  some.start('second')
  await pass(5000)
  expect(subscriptions(some)).toEqual([{ id: expect.any(String), url: ADDRESS, status: 'active' }])
  expect(await isTold(some)).toBe(true)
  const [first, ...more] = await some.storage.db.selectFrom('webhook_subscriptions').selectAll().execute()
  expect([more, first?.secret]).toEqual([[], expect.stringMatching(/^v1\./)])
})

test('killed before it heard what it made, the next puts one in its place whose secret it knows', async () => {
  const some = await world()
  some.simulator.faults.add({ kind: 'latency', ms: 5000, when: 'after', method: 'POST', path: PATH, times: 1 })
  const first = some.start('first')
  await passUntil(() => subscriptions(some).length === 1, 5000)
  const [lost] = subscriptions(some)
  first.kill()
  some.start('second')
  await pass(20_000)
  const [kept, ...more] = subscriptions(some)
  expect([more, kept?.url]).toEqual([[], ADDRESS])
  expect(kept?.id).not.toBe(lost?.id)
  expect(await isTold(some)).toBe(true)
})

test('what was paused at the vendor is active again, what was deleted is there again, and what is whole is left alone', async () => {
  const some = await world()
  const { vendor } = some.simulator
  const restart = async () => {
    await some.start().stop()
    const process = some.start()
    await pass(3000)
    await process.stop()
    return subscriptions(some)[0]
  }
  const first = await restart()
  some.simulator.log.clear()
  expect(await restart()).toEqual(first)
  expect(requests(some, 'POST')).toEqual([])
  for (const one of listSubscriptions(vendor)) saveSubscription(vendor, { ...one, status: 'paused' })
  expect(await restart()).toEqual(first)
  deleteSubscription(vendor, first?.id ?? '')
  expect(await restart()).toMatchObject({ url: ADDRESS, status: 'active' })
  some.start()
  expect(await isTold(some)).toBe(true)
})

test('at another address of ours the same subscription leads there', async () => {
  const some = await world()
  const first = some.start('first')
  await pass(3000)
  const [before] = subscriptions(some)
  await first.stop()
  some.start('second', 'https://moved.test/desk/')
  await pass(3000)
  expect(subscriptions(some)).toEqual([{ ...before, url: 'https://moved.test/desk/hooks/con_kirim' }])
})

test('a server without the route is said to have none, and everything else goes on', async () => {
  const some = await world()
  some.simulator.faults.add({ kind: 'error', status: 404, body: 'Not Found', path: `${PATH}*` })
  const { id } = some.simulator.placeConversation({})
  const { vendor } = some.start()
  await pass(10_000)
  expect(await problemOf(some)).toMatchObject({ code: 'http_404', refused: true })
  expect([vendor.condition.state, vendor.isSubscribed, (await some.row(id)).status]).toEqual(['ok', false, 'open'])
  expect(requests(some, 'POST')).toEqual([])
})

test('where secrets cannot be kept nothing is asked for', async () => {
  const some = await world({ subscribes: false })
  some.start()
  await pass(3000)
  expect(await problemOf(some)).toMatchObject({ code: 'secrets_not_kept', refused: true })
  expect(callsAbout(some)).toEqual([])
})

test('webhooks that somebody set up by hand are left to them', async () => {
  const some = await world({ webhooks: true })
  some.simulator.log.clear()
  some.start()
  await pass(3000)
  expect(callsAbout(some)).toEqual([])
})

test('a vendor that fails at this alone is not down for it', async () => {
  const some = await world()
  some.simulator.faults.add({ kind: 'error', status: 503, path: `${PATH}*` })
  const { vendor } = some.start()
  const states = new Set<string>()
  await passUntil(async () => {
    states.add(vendor.condition.state)
    return (await problemOf(some)) !== null
  }, 5000)
  await pass(100)
  expect([...states, vendor.condition.state]).toEqual(['ok', 'ok'])
  expect(await problemOf(some)).toMatchObject({ code: 'internal_error', refused: false })
  some.simulator.faults.clear()
  await passUntil(() => vendor.isSubscribed, 60_000)
  expect([subscriptions(some).length, await problemOf(some)]).toEqual([1, null])
})

/** The loop by itself, so that hours pass quickly. */
async function loopOf(some: World) {
  const { simulator, storage } = some
  const config = { vendor: 'kirim', baseUrl: 'https://vendor.test/v1', webhookSecrets: [], options: {}, now: Date.now }
  const vendor = createVendor({
    workspaceId: WORKSPACE_ID,
    connection: { id: CONNECTION_ID, name: 'Toko Jakarta' },
    connector: createKirim({ ...config, apiKey: simulator.apiKey, fetch: simulator.fetch }),
    hasWebhooks: false,
    linkBase: 'https://sigap.test',
    sealer: createSealer(['a secret for tests that is long enough']),
    storage,
    now: Date.now,
    random: () => 1,
    log: { info: () => undefined, warn: () => undefined },
  })
  vendor.accountKnown = true
  await storage.write((tx) => takeLease(tx, WORKSPACE_ID, CONNECTION_ID, 'alone', Date.now(), 24 * HOUR_MS))
  const ending = new AbortController()
  void subscribeLoop(vendor, 'alone', ending.signal)
  onTestFinished(() => ending.abort())
}

test('it is looked at every few hours, and mended while everything runs', async () => {
  const some = await world()
  await loopOf(some)
  await pass(5000)
  const { vendor } = some.simulator
  for (const one of listSubscriptions(vendor)) saveSubscription(vendor, { ...one, status: 'disabled' })
  await pass(2 * HOUR_MS)
  expect(subscriptions(some)).toMatchObject([{ status: 'disabled' }])
  await pass(HOUR_MS)
  expect(subscriptions(some)).toMatchObject([{ status: 'active' }])
})

test('a gateway that lost its lease over it keeps nothing, and the next one replaces what it made', async () => {
  const some = await world()
  await loopOf(some)
  const lease = { lease_owner: 'somebody else', lease_until_ms: Date.now() + 10_000 }
  await some.storage.db.updateTable('connections').set(lease).execute()
  await pass(5000)
  const [lost] = subscriptions(some)
  expect(lost).toBeDefined()
  expect(await getSubscription(some.storage.db, WORKSPACE_ID, CONNECTION_ID)).toBeUndefined()
  some.start()
  await pass(15_000)
  const [kept, ...more] = subscriptions(some)
  expect([more, kept?.id === lost?.id]).toEqual([[], false])
})

test('while the vendor does not answer it is asked after longer and longer, an hour at most', async () => {
  const some = await world()
  some.simulator.faults.add({ kind: 'drop', when: 'before', path: `${PATH}*` })
  await loopOf(some)
  await pass(8 * HOUR_MS)
  const minutes = callsAbout(some).map(({ at }) => Math.floor((Date.parse(at) - MORNING) / 60_000))
  expect(minutes).toEqual([0, 0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303, 363, 423])
})

test('Teamwork Desk is subscribed to with a token of ours, and what another attempt left there is replaced', async () => {
  const { world, ground } = await createCommonWorld({ subscribes: true }, (tools) =>
    layTeamworkDesk({ webhooks: false }, tools),
  )
  onTestFinished(world.close)
  const { simulator } = ground
  const url = `https://sigap.test/hooks/${world.connectionId}`
  createEndpoint(simulator.vendor, { webhookendpoint: { url, token: 'nobody knows', allEvents: true } })
  const other = createEndpoint(simulator.vendor, { webhookendpoint: { url: 'https://other.test', token: 'x' } })
  world.start()
  await pass(5000)
  const [kept, made, ...more] = listEndpoints(simulator.vendor)
  expect([kept, made?.url, made?.state, more]).toEqual([other, url, 'active', []])
  expect(made?.token).toMatch(/^sgw_\w{40}$/)
  simulator.receive({ from: 'ana@mail.example', subject: 'Halo', text: 'Hi' })
  await pass(500)
  expect(await lastDeliveryMs(world.storage.db, WORKSPACE_ID, world.connectionId)).not.toBeNull()
  expect(world.warnings).toEqual([])
})
