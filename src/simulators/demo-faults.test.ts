import { expect, test } from 'vitest'
import { createDemoFaults } from './demo-faults.ts'
import { refusals } from './kirim/kind.ts'
import { customer, testVendor } from './kirim/test-vendor.ts'
import type { TestVendor } from './kirim/test-vendor.ts'

const off = { vendor: null, slow: false, down: false, refusing: false, dropping: false, doubled_webhooks: false }
const resolve = { status: 'resolved' }

function openVendor(options: Parameters<typeof testVendor>[0] = {}) {
  const vendor = testVendor(options)
  const { id } = vendor.sim.placeConversation({
    contact: { phone_number: customer },
    last_inbound_at: '2026-05-23T07:59:00.000Z',
  })
  return {
    vendor,
    id,
    path: `/v1/conversations/${id}`,
    faults: createDemoFaults([
      { vendor: 'kirim', faults: vendor.sim.faults, refusals, repeatWebhooksAfter: vendor.sim.webhooks.repeatAfter },
    ]),
  }
}

const send = (vendor: TestVendor, key: string) =>
  vendor.call(
    'POST',
    '/v1/messages',
    { from: '+6285117600829', to: customer, type: 'text', text: { body: 'Halo' } },
    {
      'Idempotency-Key': key,
    },
  )

const sentTo = async (vendor: TestVendor, id: string) =>
  (await vendor.call('GET', `/v1/messages?conversation_id=${id}&direction=outbound`)).body['data']

test('nothing goes wrong until it is asked for, and what was asked for can be read', () => {
  const { vendor, faults } = openVendor()
  expect(faults.read()).toEqual(off)
  faults.set({ ...off, down: true, doubled_webhooks: true })
  expect(faults.read()).toEqual({ ...off, down: true, doubled_webhooks: true })
  expect(vendor.sim.faults.list()).toHaveLength(1)
})

test('slow: a write is applied at once and a read is taken at once, and either is answered six seconds later', async () => {
  const waits: { ms: number; end: () => void }[] = []
  const { vendor, id, path, faults } = openVendor({
    timer: (run, ms) => {
      waits.push({ ms, end: run })
      return () => undefined
    },
  })
  faults.set({ ...off, slow: true })
  waits.length = 0
  const answers = [vendor.call('PATCH', path, resolve), vendor.call('GET', path)]
  await expect.poll(() => waits.filter(({ ms }) => ms === 6000)).toHaveLength(2)
  expect(vendor.sim.conversation(id).status).toBe('resolved')
  for (const { end } of waits) end()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200])
})

test('down: everything is answered with 503 and nothing is applied', async () => {
  const { vendor, id, path, faults } = openVendor()
  faults.set({ ...off, down: true })
  const answers = [await vendor.call('PATCH', path, resolve), await vendor.call('GET', path), await send(vendor, 'one')]
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
  expect(vendor.sim.conversation(id).status).toBe('open')
})

test('refusing: messages and changes are refused with a documented code, and reads work', async () => {
  const { vendor, id, path, faults } = openVendor()
  faults.set({ ...off, refusing: true })
  for (const answer of [await vendor.call('PATCH', path, resolve), await send(vendor, 'one')]) {
    expect([answer.status, answer.error['code']]).toEqual([422, 'whatsapp_number_not_verified'])
  }
  expect(vendor.sim.conversation(id).status).toBe('open')
  expect(await sentTo(vendor, id)).toEqual([])
})

test('a vendor that is down and refuses is down', async () => {
  const { vendor, path, faults } = openVendor()
  faults.set({ ...off, refusing: true, down: true })
  expect((await vendor.call('PATCH', path, resolve)).status).toBe(503)
})

test('dropping: what was asked is done and nobody hears of it; asked again with its key, it is not done again', async () => {
  const { vendor, id, path, faults } = openVendor()
  faults.set({ ...off, dropping: true })
  await expect(vendor.call('PATCH', path, resolve)).rejects.toThrow('fetch failed')
  await expect(send(vendor, 'one')).rejects.toThrow('fetch failed')
  expect(vendor.sim.conversation(id).status).toBe('resolved')
  faults.set(off)
  expect((await send(vendor, 'one')).status).toBe(202)
  expect(await sentTo(vendor, id)).toHaveLength(1)
})

test('doubled: every webhook comes twice, the marks of a message out of their order', async () => {
  const { vendor, faults } = openVendor()
  const { hooks } = await vendor.subscribe(['message.status'])
  faults.set({ ...off, doubled_webhooks: true })
  await send(vendor, 'one')
  await vendor.sim.advance(60_000)
  const marks = hooks.map(({ body }) => /"status":"(\w+)"/.exec(body)?.[1])
  expect(marks).toEqual(['sent', 'delivered', 'sent', 'delivered', 'read', 'read'])
})

test('switched off, the vendor is well again, and faults of somebody else stay', async () => {
  const { vendor, path, faults } = openVendor()
  vendor.sim.faults.add({ kind: 'error', status: 404, path: '/templates' })
  faults.set({ ...off, down: true, refusing: true, dropping: true, doubled_webhooks: true })
  faults.set(off)
  expect((await vendor.call('PATCH', path, resolve)).status).toBe(200)
  expect((await vendor.call('GET', '/v1/templates')).status).toBe(404)
})

test('what is meant for another vendor leaves this one alone', async () => {
  const { vendor, path, faults } = openVendor()
  faults.set({ ...off, vendor: 'wapikit', down: true })
  expect((await vendor.call('GET', path)).status).toBe(200)
  faults.set({ ...off, vendor: 'kirim', down: true })
  expect((await vendor.call('GET', path)).status).toBe(503)
})
