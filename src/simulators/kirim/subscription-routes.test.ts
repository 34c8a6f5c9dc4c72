import { expect, test } from 'vitest'

import { object, rows, testVendor } from './test-vendor.ts'

const url = 'https://hooks.test/kirim'
const events = ['message.received']

test('the secret is told once, when the subscription is made', async () => {
  const vendor = testVendor()
  const made = await vendor.call('POST', '/v1/webhook_subscriptions', { url, events })
  expect(made.data).toMatchObject({ object: 'webhook_subscription', url, events, status: 'active' })
  expect(object(made.data)['initial_secret']).toMatch(/^whsec_/)
  const list = await vendor.call('GET', '/v1/webhook_subscriptions')
  expect(rows(list.data)).toHaveLength(1)
  expect(JSON.stringify(list.body)).not.toContain('whsec_')
})

test.each([
  [{ url: 'http://hooks.test/kirim', events }, 'invalid_webhook_url', 'url'],
  [{ url: 'http://127.0.0.1:4600/hooks', events }, 'invalid_webhook_url', 'url'],
  [{ events }, 'missing_required_field', 'url'],
  [{ url }, 'missing_required_field', 'events'],
  [{ url, events: [] }, 'invalid_field_value', 'events'],
  [{ url, events: ['message.created'] }, 'invalid_field_value', 'events'],
])('a subscription is refused: %j', async (body, code, param) => {
  const { status, error } = await testVendor().call('POST', '/v1/webhook_subscriptions', body)
  expect([status, error['code'], error['param']]).toEqual([400, code, param])
})

test('plain http is taken on loopback only, and only when that is allowed', async () => {
  const vendor = testVendor({ behaviour: { allowLoopbackWebhooks: true } })
  const subscribe = async (url: string) =>
    (await vendor.call('POST', '/v1/webhook_subscriptions', { url, events })).status
  expect(await subscribe('http://127.0.0.1:4600/hooks/con_1')).toBe(201)
  expect(await subscribe('http://hooks.test/kirim')).toBe(400)
})

test('a paused subscription receives nothing until it is active again', async () => {
  const vendor = testVendor()
  const { hooks, id } = await vendor.subscribe(events)
  const set = (status: string) => vendor.call('PATCH', `/v1/webhook_subscriptions/${id}`, { status })
  await set('paused')
  vendor.sim.receive({})
  await vendor.sim.settled()
  expect(hooks).toHaveLength(0)
  await set('active')
  vendor.sim.receive({})
  await vendor.sim.settled()
  expect(hooks).toHaveLength(1)
})

test('a deleted subscription is gone', async () => {
  const vendor = testVendor()
  const { hooks, id } = await vendor.subscribe(events)
  expect((await vendor.call('DELETE', `/v1/webhook_subscriptions/${id}`)).data).toMatchObject({ id, deleted: true })
  vendor.sim.receive({})
  await vendor.sim.settled()
  expect(hooks).toHaveLength(0)
  expect((await vendor.call('GET', `/v1/webhook_subscriptions/${id}`)).status).toBe(404)
})
