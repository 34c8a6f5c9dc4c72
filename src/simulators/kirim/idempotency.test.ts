import { expect, test } from 'vitest'

import { customer, object, rows, shop, testVendor, type TestVendor } from './test-vendor.ts'

const send = (vendor: TestVendor, key: string, body: string) =>
  vendor.call(
    'POST',
    '/v1/messages',
    { from: shop, to: customer, type: 'text', text: { body } },
    { 'Idempotency-Key': key },
  )

async function messageCount(vendor: TestVendor): Promise<number> {
  return rows((await vendor.call('GET', '/v1/messages')).data).length
}

test('the same key with the same body sends once and replays the answer', async () => {
  const vendor = testVendor()
  const first = await send(vendor, 'k1', 'Halo')
  const again = await send(vendor, 'k1', 'Halo')
  expect([first.status, first.headers.get('Idempotent-Replayed')]).toEqual([202, 'false'])
  expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([202, 'true'])
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('X-Request-Id')).toBe(first.body['request_id'])
  expect(await messageCount(vendor)).toBe(1)
})

test('the order of the fields does not matter to a replay', async () => {
  const vendor = testVendor()
  const first = await send(vendor, 'k1', 'Halo')
  const reordered = { type: 'text', text: { body: 'Halo' }, to: customer, from: shop }
  const again = await vendor.call('POST', '/v1/messages', reordered, { 'Idempotency-Key': 'k1' })
  expect(again.body).toEqual(first.body)
})

test('the same key with another body is refused and sends nothing', async () => {
  const vendor = testVendor()
  await send(vendor, 'k1', 'Halo')
  const { status, error } = await send(vendor, 'k1', 'Halo lagi')
  expect([status, error['code']]).toEqual([422, 'idempotency_key_reuse'])
  expect(await messageCount(vendor)).toBe(1)
})

test('a key is forgotten after 24 hours', async () => {
  const vendor = testVendor()
  const first = await send(vendor, 'k1', 'Halo')
  await vendor.sim.advance(24 * 60 * 60 * 1000)
  const later = await send(vendor, 'k1', 'Halo')
  expect(object(later.data)['id']).not.toBe(object(first.data)['id'])
})

test('a refused request leaves its key free', async () => {
  const vendor = testVendor()
  expect((await send(vendor, 'k1', '')).status).toBe(400)
  expect((await send(vendor, 'k1', 'Halo')).status).toBe(202)
})

test('on PATCH the header is ignored', async () => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({})
  const key = { 'Idempotency-Key': 'k1' }
  await vendor.call('PATCH', `/v1/conversations/${id}`, { status: 'resolved' }, key)
  const again = await vendor.call('PATCH', `/v1/conversations/${id}`, { status: 'pending' }, key)
  expect(again.status).toBe(200)
  expect(again.headers.get('Idempotent-Replayed')).toBeNull()
  expect(vendor.sim.conversation(id).status).toBe('pending')
})

test('a key is in use until its first answer is out: the second call waits for it, and then repeats it', async () => {
  const { vendor, late } = slowVendor()
  const answers = [send(vendor, 'k1', 'Halo'), send(vendor, 'k1', 'Halo')]
  await late(20_000)
  const [first, again] = await Promise.all(answers)
  expect([first?.status, again?.status]).toEqual([202, 202])
  expect(again?.body).toEqual(first?.body)
  expect(await messageCount(vendor)).toBe(1)
})

test('after 30 seconds of waiting the second call is told that the first is still in progress, and a later one repeats it', async () => {
  const { vendor, late } = slowVendor()
  const slow = send(vendor, 'k1', 'Halo')
  const impatient = send(vendor, 'k1', 'Halo')
  await late(30_000)
  const { status, error } = await impatient
  expect([status, error['type'], error['code']]).toEqual([409, 'conflict', 'idempotency_in_progress'])
  await late(20_000)
  const later = await send(vendor, 'k1', 'Halo')
  expect(later.headers.get('Idempotent-Replayed')).toBe('true')
  expect(later.body).toEqual((await slow).body)
  expect(await messageCount(vendor)).toBe(1)
})

/** A vendor whose first answer takes 20 s, and whose waits end when they are told to. */
function slowVendor() {
  const waits: { delayMs: number; run: () => void }[] = []
  const vendor = testVendor({
    timer: (run, delayMs) => {
      waits.push({ run, delayMs })
      return () => undefined
    },
  })
  vendor.sim.faults.add({ kind: 'latency', ms: 20_000, when: 'after', method: 'POST', times: 1 })
  const late = async (ms: number) => {
    await expect.poll(() => waits.some(({ delayMs }) => delayMs === ms)).toBe(true)
    for (const wait of waits) if (wait.delayMs === ms) wait.run()
  }
  return { vendor, late }
}
