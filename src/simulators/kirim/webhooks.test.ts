import { createHmac } from 'node:crypto'

import { expect, test } from 'vitest'

import { sign } from './signature.ts'
import { customer, object, rows, startMs, testVendor } from './test-vendor.ts'
import { retryWaits } from './webhooks.ts'

const second = 1000

test('a delivery carries all documented headers and a signature over its bytes', async () => {
  const vendor = testVendor()
  const { hooks, secret } = await vendor.subscribe(['message.received'])
  const { message } = vendor.sim.receive({ from: customer, text: 'Halo 👋' })
  await vendor.sim.settled()
  const [hook] = hooks
  const t = String(startMs / second)
  const v1 = createHmac('sha256', secret).update(`${t}.${hook?.body}`).digest('hex')
  expect(Object.fromEntries(hook?.headers ?? [])).toEqual({
    'content-type': 'application/json',
    'user-agent': 'Kirim-Webhook/1.0',
    'x-kirim-source': 'meta',
    'x-kirim-event': 'message.received',
    'x-kirim-event-id': message.wamid,
    'x-kirim-delivery-id': expect.stringMatching(/^wbd_/),
    'x-kirim-attempt': '1',
    'x-kirim-signature': `t=${t},v1=${v1}`,
  })
})

test('a receiver that keeps failing is tried eight times on the documented waits, and then the delivery is dead', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'], () => new Response(null, { status: 503 }))
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(40 * 60 * 60 * second)
  expect(hooks.map(({ headers }) => headers.get('X-Kirim-Attempt'))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  for (const [index, hook] of hooks.entries()) {
    const waited = hook.atMs - (hooks[index - 1]?.atMs ?? startMs)
    const wait = retryWaits[index] ?? 0
    expect(waited).toBeGreaterThanOrEqual(0.8 * wait)
    expect(waited).toBeLessThanOrEqual(1.2 * wait + 1)
  }
  const { data } = await vendor.call('GET', '/v1/webhook_deliveries')
  expect(rows(data)[0]).toMatchObject({ status: 'dead', attempts: 8, response_status: 503 })
})

test.each([400, 401, 404, 410])('a %i is final', async (status) => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'], () => new Response(null, { status }))
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(60 * second)
  expect(hooks).toHaveLength(1)
  const { data } = await vendor.call('GET', '/v1/webhook_deliveries?status=failed')
  expect(rows(data)).toHaveLength(1)
})

test.each([302, 408, 429, 500])('a %i is tried again', async (status) => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'], () => new Response(null, { status }))
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(13 * second)
  expect(hooks).toHaveLength(2)
})

test('a receiver that cannot be reached is tried again', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'], () => {
    throw new TypeError('fetch failed')
  })
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(13 * second)
  expect(hooks).toHaveLength(2)
})

test('Retry-After of a 429 is waited for', async () => {
  const vendor = testVendor()
  const headers = { 'Retry-After': '90' }
  const { hooks } = await vendor.subscribe(['message.received'], () => new Response(null, { status: 429, headers }))
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(89 * second)
  expect(hooks).toHaveLength(1)
  await vendor.sim.advance(1 * second)
  expect(hooks).toHaveLength(2)
})

test('twenty failed deliveries in a row switch the subscription off', async () => {
  const vendor = testVendor()
  const { hooks, id } = await vendor.subscribe(['message.received'], () => new Response(null, { status: 401 }))
  for (let i = 0; i < 25; i += 1) {
    vendor.sim.receive({ from: customer })
    await vendor.sim.settled()
  }
  expect(hooks).toHaveLength(20)
  expect((await vendor.call('GET', `/v1/webhook_subscriptions/${id}`)).data).toMatchObject({ status: 'disabled' })
})

test('while a secret is being rotated both sign, and afterwards only the new one', async () => {
  const vendor = testVendor()
  const { hooks, id, secret } = await vendor.subscribe(['message.received'])
  const rotated = await vendor.call('POST', `/v1/webhook_subscriptions/${id}/secrets`, { expires_in_hours: 2 })
  const next = String(object(rotated.data)['secret'])
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(2 * 60 * 60 * second)
  vendor.sim.receive({ from: customer })
  await vendor.sim.settled()
  const [during, after] = hooks
  expect(during?.headers.get('X-Kirim-Signature')).toBe(sign(during?.body ?? '', [next, secret], startMs))
  expect(after?.headers.get('X-Kirim-Signature')).toBe(sign(after?.body ?? '', [next], vendor.sim.clock.now()))
})

test('on demand a delivery arrives more often than once, with the same ids', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'])
  vendor.sim.webhooks.duplicate(2)
  vendor.sim.receive({ from: customer })
  await vendor.sim.settled()
  expect(hooks).toHaveLength(3)
  expect(new Set(hooks.map(({ headers }) => headers.get('X-Kirim-Delivery-Id'))).size).toBe(1)
})

test('on demand an accepted delivery comes once more, behind what came meanwhile', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'])
  vendor.sim.webhooks.repeatAfter(3 * second)
  const first = vendor.sim.receive({ from: customer, text: 'satu' }).message.wamid
  await vendor.sim.advance(second)
  const next = vendor.sim.receive({ from: customer, text: 'dua' }).message.wamid
  await vendor.sim.advance(60 * second)
  const ids = (name: string) => hooks.map(({ headers }) => headers.get(name))
  expect(ids('X-Kirim-Event-Id')).toEqual([first, next, first, next])
  expect(new Set(ids('X-Kirim-Delivery-Id')).size).toBe(2)
  expect(rows((await vendor.call('GET', '/v1/webhook_deliveries?status=delivered')).data)).toHaveLength(2)
})

test('once that has ended, a delivery comes a single time', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'])
  vendor.sim.webhooks.repeatAfter(3 * second)
  vendor.sim.webhooks.repeatAfter(null)
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(60 * second)
  expect(hooks).toHaveLength(1)
})

test('on demand deliveries are held back and released in reverse', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'])
  vendor.sim.webhooks.hold()
  const sent = ['satu', 'dua', 'tiga'].map((text) => vendor.sim.receive({ from: customer, text }).message.wamid)
  await vendor.sim.settled()
  expect(hooks).toHaveLength(0)
  await vendor.sim.webhooks.release('reversed')
  expect(hooks.map(({ headers }) => headers.get('X-Kirim-Event-Id'))).toEqual(sent.toReversed())
})

test('a replay sends the same event under a new delivery id and keeps the old row', async () => {
  const vendor = testVendor()
  let down = true
  const { hooks } = await vendor.subscribe(['message.received'], () => new Response(null, { status: down ? 404 : 200 }))
  vendor.sim.receive({ from: customer })
  await vendor.sim.settled()
  down = false
  const [failed] = rows((await vendor.call('GET', '/v1/webhook_deliveries')).data)
  const replay = await vendor.call('POST', `/v1/webhook_deliveries/${String(failed?.['id'])}/replay`)
  expect(replay.data).toMatchObject({ object: 'webhook_delivery', replayed_from: failed?.['id'], status: 'pending' })
  await vendor.sim.settled()
  const [first, second] = hooks.map(({ headers }) => [
    headers.get('X-Kirim-Event-Id'),
    headers.get('X-Kirim-Delivery-Id'),
  ])
  expect(second?.[0]).toBe(first?.[0])
  expect(second?.[1]).not.toBe(first?.[1])
  expect(rows((await vendor.call('GET', '/v1/webhook_deliveries')).data)).toHaveLength(2)
})

test('a bulk replay takes the failed or dead deliveries of one subscription', async () => {
  const vendor = testVendor()
  const { id } = await vendor.subscribe(['message.received'], () => new Response(null, { status: 404 }))
  for (const text of ['a', 'b', 'c']) vendor.sim.receive({ from: customer, text })
  await vendor.sim.settled()
  const replay = (body: object) =>
    vendor.call('POST', '/v1/webhook_deliveries/bulk_replay', { subscription_id: id, ...body })
  expect((await replay({})).data).toEqual({ enqueued: 0, capped: false })
  expect((await replay({ status: 'failed' })).data).toEqual({ enqueued: 3, capped: false })
})
