import { expect, test } from 'vitest'

import { testVendor } from './test-vendor.ts'

const location = 'locationId=tJ4kRtA8mZq2LsW0xVbN'
const search = `/conversations/search?${location}`

test.each([
  [{ Authorization: 'Bearer wrong' }, 401, 'Unauthorized'],
  [{ Authorization: 'Basic abc' }, 401, 'Unauthorized'],
  [{ Version: '2019-01-01' }, 400, undefined],
  [{ Version: '' }, 400, undefined],
])('headers %j are refused', async (headers, status, error) => {
  const answer = await testVendor().call('GET', search, undefined, headers)
  expect(answer.status).toBe(status)
  expect(answer.body).toEqual({ statusCode: status, message: expect.any(String), ...(error ? { error } : {}) })
})

test.each(['2021-04-15', '2021-07-28', '2023-02-21', 'v3'])('version %s is served', async (Version) => {
  expect((await testVendor().call('GET', search, undefined, { Version })).status).toBe(200)
})

test('a location that is not the token’s is refused, a missing one is named in a list', async () => {
  const { call } = testVendor()
  expect((await call('GET', '/conversations/search?locationId=another')).status).toBe(403)
  const { status, body } = await call('GET', '/conversations/search')
  expect([status, body['message']]).toEqual([422, ['locationId should not be empty']])
})

test('the burst is a hundred in ten seconds, with its headers, and then it is full again', async () => {
  const { sim, call } = testVendor({ limits: { burst: 3, daily: 100 } })
  for (let n = 0; n < 3; n += 1) expect((await call('GET', search)).status).toBe(200)
  const { status, headers } = await call('GET', search)
  expect(status).toBe(429)
  expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit')))).toEqual({
    'x-ratelimit-max': '3',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-interval-milliseconds': '10000',
    'x-ratelimit-limit-daily': '100',
    'x-ratelimit-daily-remaining': '97',
  })
  await sim.advance(10_000)
  expect((await call('GET', search)).status).toBe(200)
})

test('a day that is used up stays so until the next one', async () => {
  const { sim, call } = testVendor({ limits: { burst: 100, daily: 1 } })
  await call('GET', search)
  await sim.advance(3_600_000)
  expect((await call('GET', search)).headers.get('x-ratelimit-daily-remaining')).toBe('0')
  await sim.advance(16 * 3_600_000)
  expect((await call('GET', search)).status).toBe(200)
})

test('faults refuse, break a row, and lose a connection; the control surface is untouched', async () => {
  const { sim, call } = testVendor()
  sim.placeConversation({})
  await call('POST', '/_sim/faults', { kind: 'error', status: 422, message: 'no', times: 1 })
  expect((await call('GET', search)).body['message']).toEqual(['no'])
  sim.faults.add({ kind: 'malformed', shape: 'missing_id', times: 1 })
  expect((await call('GET', search)).body['conversations']).toEqual([
    expect.not.objectContaining({ id: expect.anything() }),
  ])
  sim.faults.add({ kind: 'drop', when: 'before' })
  await expect(call('GET', search)).rejects.toThrow('fetch failed')
  expect((await call('GET', '/_sim/log')).status).toBe(200)
})
