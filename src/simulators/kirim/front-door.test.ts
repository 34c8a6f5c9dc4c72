import { expect, test } from 'vitest'

import { customer, rows, shop, testVendor } from './test-vendor.ts'
import type { Timer } from '../kit/worker.ts'

const paths = { method: 'PATCH', path: '/conversations/*' } as const

test('an error fault hits what it names, as often as it says', async () => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({})
  vendor.sim.faults.add({ kind: 'error', status: 422, code: 'some_code', param: 'status', times: 2, ...paths })
  const patch = () => vendor.call('PATCH', `/v1/conversations/${id}`, { status: 'resolved' })
  expect((await vendor.call('GET', `/v1/conversations/${id}`)).status).toBe(200)
  const refused = await patch()
  expect([refused.status, refused.error['code'], refused.error['param']]).toEqual([422, 'some_code', 'status'])
  expect((await patch()).status).toBe(422)
  expect(vendor.sim.conversation(id).status).toBe('open')
  expect((await patch()).status).toBe(200)
})

test('a fault without a count lasts until it is cleared', async () => {
  const vendor = testVendor()
  const fault = vendor.sim.faults.add({ kind: 'error', status: 503 })
  const me = async () => (await vendor.call('GET', '/v1/me')).status
  expect([await me(), await me()]).toEqual([503, 503])
  vendor.sim.faults.clear(fault)
  expect(await me()).toBe(200)
})

test('a fault of one class leaves the other alone', async () => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({})
  vendor.sim.faults.add({ kind: 'error', status: 500, class: 'write' })
  expect((await vendor.call('GET', '/v1/me')).status).toBe(200)
  expect((await vendor.call('PATCH', `/v1/conversations/${id}`, { status: 'open' })).error['type']).toBe('api_error')
})

test('a 5xx carries no rate-limit headers, every other answer does', async () => {
  const vendor = testVendor()
  expect((await vendor.call('GET', '/v1/conversations?limit=0')).headers.get('X-RateLimit-Limit')).toBe('1000000')
  vendor.sim.faults.add({ kind: 'error', status: 500 })
  expect((await vendor.call('GET', '/v1/me')).headers.get('X-RateLimit-Limit')).toBeNull()
})

test.each([
  ['before', 'open'],
  ['after', 'resolved'],
] as const)('a connection dropped %s the request was applied rejects like fetch', async (when, status) => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({})
  vendor.sim.faults.add({ kind: 'drop', when, times: 1, ...paths })
  const patch = vendor.call('PATCH', `/v1/conversations/${id}`, { status: 'resolved' })
  await expect(patch).rejects.toThrow(new TypeError('fetch failed'))
  expect(vendor.sim.conversation(id).status).toBe(status)
})

test('a slow vendor applies the request even when the caller has given up', async () => {
  const waiting: (() => void)[] = []
  const timer: Timer = (run, delayMs) => {
    if (delayMs === 3000) waiting.push(run)
    return () => undefined
  }
  const { sim } = testVendor({ timer })
  const { id } = sim.placeConversation({})
  sim.faults.add({ kind: 'latency', ms: 3000 })
  const caller = new AbortController()
  const headers = { Authorization: `Bearer ${sim.apiKey}`, 'Content-Type': 'application/json' }
  const init = { method: 'PATCH', headers, body: '{"status":"pending"}', signal: caller.signal }
  const answer = sim.fetch(`http://vendor.test/v1/conversations/${id}`, init)
  caller.abort()
  await expect(answer).rejects.toThrow('aborted')
  for (const go of waiting) go()
  await expect.poll(() => sim.conversation(id).status).toBe('pending')
})

test.each([500, 502, 503])('a %i after the request was applied leaves it applied', async (status) => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({})
  vendor.sim.faults.add({ kind: 'error', status, when: 'after', times: 1, ...paths })
  expect((await vendor.call('PATCH', `/v1/conversations/${id}`, { status: 'resolved' })).status).toBe(status)
  expect(vendor.sim.conversation(id).status).toBe('resolved')
  expect(vendor.sim.log.entries().map((entry) => entry.status)).toEqual([status])
})

test.each([
  { kind: 'drop', when: 'after' },
  { kind: 'error', status: 502, when: 'after' },
] as const)('a send whose answer was lost ($kind) is not sent again by its key', async (fault) => {
  const vendor = testVendor()
  const { conversation } = vendor.sim.receive({ from: customer })
  const message = { from: shop, to: customer, type: 'text', text: { body: 'Halo' } }
  const send = () => vendor.call('POST', '/v1/messages', message, { 'Idempotency-Key': 'k1' })
  vendor.sim.faults.add({ ...fault, times: 1 })
  const lost: unknown = await send().catch((error: unknown) => error)
  expect(lost).not.toMatchObject({ status: 202 })
  expect((await send()).headers.get('Idempotent-Replayed')).toBe('true')
  const { data } = await vendor.call('GET', `/v1/messages?conversation_id=${conversation.id}&direction=outbound`)
  expect(rows(data)).toHaveLength(1)
})

test('webhooks of a message can come before the answer to its send', async () => {
  const waits: (() => void)[] = []
  const timer: Timer = (run, delayMs) => {
    if (delayMs === 5000) waits.push(run)
    return () => undefined
  }
  const vendor = testVendor({ timer })
  const { hooks } = await vendor.subscribe(['message.status'])
  vendor.sim.receive({ from: customer })
  vendor.sim.faults.add({ kind: 'latency', ms: 5000, when: 'after', times: 1 })
  const sending = vendor.call('POST', '/v1/messages', {
    from: shop,
    to: customer,
    type: 'text',
    text: { body: 'Halo' },
  })
  await expect.poll(() => waits.length).toBe(1)
  await vendor.sim.advance(10_000)
  expect(hooks).toHaveLength(3)
  for (const end of waits) end()
  expect((await sending).status).toBe(202)
})

test.each([
  ['missing_id', (row: object) => !('id' in row)],
  ['wrong_type', (row: object) => 'unread_count' in row && row.unread_count === 'three'],
  ['bad_date', (row: object) => 'last_message_at' in row && row.last_message_at === 'yesterday'],
] as const)('a malformed row (%s) stands among good ones', async (shape, isBroken) => {
  const vendor = testVendor()
  const ids = ['a', 'b', 'c'].map(() => vendor.sim.placeConversation({}).id)
  vendor.sim.faults.add({ kind: 'malformed', shape, conversation_id: ids[1] })
  const { data } = await vendor.call('GET', '/v1/conversations')
  expect(rows(data)).toHaveLength(3)
  expect(rows(data).filter(isBroken)).toHaveLength(1)
})

test('a row that is no object at all stands among good ones', async () => {
  const vendor = testVendor()
  vendor.sim.placeConversation({})
  vendor.sim.faults.add({ kind: 'malformed', shape: 'not_an_object' })
  expect((await vendor.call('GET', '/v1/conversations')).data).toEqual([null])
})

test('the log tells every request with its answer, and 0 for one that was never read', async () => {
  const vendor = testVendor()
  vendor.sim.faults.add({ kind: 'drop', when: 'before', times: 1 })
  await expect(vendor.call('GET', '/v1/me')).rejects.toThrow('fetch failed')
  await vendor.call('PATCH', '/v1/conversations/cnv_x', { status: 'open' })
  const seen = vendor.sim.log.entries().map(({ method, path, status, body }) => [method, path, status, body])
  expect(seen).toEqual([
    ['GET', '/v1/me', 0, null],
    ['PATCH', '/v1/conversations/cnv_x', 404, '{"status":"open"}'],
  ])
})

test('requests above the limit are answered 429 with Retry-After, and the log can count them', async () => {
  const vendor = testVendor({ limits: { read: 2, write: 60 } })
  for (let i = 0; i < 3; i += 1) await vendor.call('GET', '/v1/me')
  const refused = await vendor.call('GET', '/v1/me')
  expect([refused.status, refused.error['type'], refused.error['code']]).toEqual([
    429,
    'rate_limit_error',
    'rate_limit_exceeded',
  ])
  expect(Number(refused.headers.get('Retry-After'))).toBe(30)
  expect(vendor.sim.log.entries().filter(({ status }) => status === 429)).toHaveLength(2)
  await vendor.sim.advance(30_000)
  expect((await vendor.call('GET', '/v1/me')).status).toBe(200)
})
