import { expect, test } from 'vitest'

import { customer, object, startMs, testVendor } from './test-vendor.ts'

test('the clock is read, set and advanced, and what falls due on the way happens', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'], () => new Response(null, { status: 503 }))
  expect((await vendor.call('GET', '/_sim/clock')).body).toEqual({ now: new Date(startMs).toISOString() })
  vendor.sim.receive({ from: customer })
  await vendor.call('POST', '/_sim/clock', { advance_ms: 50_000 })
  expect(hooks).toHaveLength(3)
  await vendor.call('POST', '/_sim/clock', { set: '2027-01-01T00:00:00Z' })
  expect(vendor.sim.clock.now()).toBe(Date.parse('2027-01-01T00:00:00Z'))
})

test('faults are set, listed and cleared over HTTP, and never hit the control surface', async () => {
  const vendor = testVendor()
  const { body } = await vendor.call('POST', '/_sim/faults', { kind: 'error', status: 503 })
  expect((await vendor.call('GET', '/v1/me')).status).toBe(503)
  expect((await vendor.call('GET', '/_sim/faults')).data).toMatchObject([{ id: body['id'] }])
  await vendor.call('DELETE', `/_sim/faults/${String(body['id'])}`)
  expect((await vendor.call('GET', '/v1/me')).status).toBe(200)
})

test('an act in the dashboard and an inbound message spend none of the budget', async () => {
  const vendor = testVendor({ limits: { read: 1, write: 1 } })
  const inbound = await vendor.call('POST', '/_sim/inbound', { from: customer, name: 'Ana', text: 'Halo' })
  const id = String(object(inbound.body['conversation'])['id'])
  const resolved = await vendor.call('POST', `/_sim/conversations/${id}`, { act: 'resolve' })
  expect(resolved.data).toMatchObject({ id, status: 'resolved' })
  expect((await vendor.call('GET', '/_sim/conversations')).data).toMatchObject([{ id, status: 'resolved' }])
  expect((await vendor.call('GET', '/v1/me')).headers.get('X-RateLimit-Remaining')).toBe('0')
})

test('a deleted conversation is gone from the list and from its own address', async () => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({})
  await vendor.call('POST', `/_sim/conversations/${id}`, { act: 'delete' })
  expect((await vendor.call('GET', `/v1/conversations/${id}`)).status).toBe(404)
  expect((await vendor.call('GET', '/v1/conversations')).data).toEqual([])
})

test('limits change while the vendor runs', async () => {
  const vendor = testVendor()
  await vendor.call('PUT', '/_sim/limits', { read: 1, write: 1 })
  await vendor.call('GET', '/v1/me')
  expect((await vendor.call('GET', '/v1/me')).status).toBe(429)
})

test('a misspelt order to the simulator is refused, not ignored', async () => {
  const vendor = testVendor()
  expect((await vendor.call('POST', '/_sim/faults', { kind: 'latency', millis: 5 })).status).toBe(400)
  expect((await vendor.call('POST', '/_sim/conversations/cnv_nobody', { act: 'resolve' })).status).toBe(404)
})
