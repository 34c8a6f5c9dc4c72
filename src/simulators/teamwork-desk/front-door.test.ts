import { expect, test } from 'vitest'

import { rows, startMs, testVendor } from './test-vendor.ts'

test('without its key nothing is told', async () => {
  const { call } = testVendor()
  const answers = [{ Authorization: '' }, { Authorization: 'Basic abc' }, { Authorization: 'Bearer nope' }].map(
    (headers) => call('GET', '/tickets.json', undefined, headers),
  )
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 401, 401])
})

test.each([
  ['epoch', startMs / 1000 + 60],
  ['seconds_left', 50],
] as const)('the limit is one for all calls until its minute is over, told as %s', async (limitReset, reset) => {
  const { sim, call } = testVendor({ limits: { requests: 2 }, behaviour: { limitReset } })
  await call('GET', '/users.json')
  await sim.advance(10_000)
  const second = await call('GET', '/tags.json')
  expect(second.headers.get('X-Rate-Limit-Remaining')).toBe('0')
  const third = await call('GET', '/users.json')
  expect([third.status, third.headers.get('X-Rate-Limit-Reset')]).toEqual([429, String(reset)])
  await sim.advance(50_000)
  expect((await call('GET', '/users.json')).status).toBe(200)
})

test('paths end in .json, and what is not there is not found', async () => {
  const { call } = testVendor()
  const paths = ['/tickets', '/tickets/1', '/tickets/1.json', '/conversations/7.json', '/nothing.json']
  const answers = await Promise.all(paths.map((path) => call('GET', path)))
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
})

test('faults hit by path below the base, and a malformed row leaves the others whole', async () => {
  const { sim, call } = testVendor()
  const [first] = [sim.placeTicket({}), sim.placeTicket({})]
  sim.faults.add({ kind: 'malformed', shape: 'missing_id', path: '/tickets.json', conversation_id: String(first.id) })
  const tickets = rows((await call('GET', '/tickets.json')).body['tickets'])
  expect(tickets.map(({ id }) => typeof id)).toEqual(['number', 'undefined'])
  sim.faults.clear()
  sim.faults.add({ kind: 'error', status: 400, param: 'status.id', times: 1 })
  expect((await call('GET', '/tags.json')).body['errors']).toEqual({ 'status.id': [expect.any(String)] })
  sim.faults.add({ kind: 'drop', when: 'after', method: 'PATCH' })
  const closed = sim.fetch(`http://desk.test/desk/api/v2/tickets/${first.id}.json`, { method: 'PATCH', body: '{}' })
  await expect(closed).rejects.toThrow('fetch failed')
})

test('the control surface spends nothing, moves the clock and refuses what is misspelt', async () => {
  const { sim, call } = testVendor({ limits: { requests: 1 } })
  const placed = await call('POST', '/_sim/tickets', { subject: 'Hi', messages: [{ html: '<p>Hi</p>' }] })
  const [{ id } = { id: 0 }] = rows([placed.body['data']])
  expect((await call('POST', `/_sim/tickets/${String(id)}`, { act: 'solve' })).status).toBe(200)
  expect((await call('POST', '/_sim/inbound', { ticket_id: id, text: 'Again' })).status).toBe(200)
  expect((await call('POST', '/_sim/chats', { messages: [{ text: 'Hi' }] })).status).toBe(200)
  expect((await call('POST', '/_sim/clock', { advance_ms: 1000 })).body['now']).toBe(
    new Date(startMs + 1000).toISOString(),
  )
  expect((await call('POST', '/_sim/tickets/1', { act: 'dance' })).status).toBe(400)
  expect((await call('PUT', '/_sim/limits', { requests: 5 })).body).toEqual({ requests: 5 })
  expect((await call('GET', '/tags.json')).headers.get('X-Rate-Limit-Remaining')).toBe('4')
  expect(sim.log.entries().map(({ path }) => path)).toEqual(['/desk/api/v2/tags.json'])
})
