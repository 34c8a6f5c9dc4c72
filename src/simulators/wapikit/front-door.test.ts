import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { idOf, maya, rows, startMs, testVendor } from './test-vendor.ts'

const dir = mkdtempSync(join(tmpdir(), 'wapikit-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const list = '/conversations?page=1&per_page=50'

test('each route has 600 calls an hour, whatever the method, and says so; the next begins a new window', async () => {
  const { sim, call } = testVendor({ limits: { conversation: 2 } })
  const id = idOf(sim.placeConversation({}))
  const reset = startMs / 1000 + 3600
  const first = await call('GET', `/conversation/${id}`)
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'x-ratelimit-limit': '2',
    'x-ratelimit-remaining': '1',
    'x-ratelimit-reset': String(reset),
  })
  await call('POST', `/conversation/${id}`, { status: 'Closed' })
  const refused = await call('GET', `/conversation/${id}`)
  expect([refused.status, refused.body]).toEqual([429, { error: expect.any(String), remaining: 0, reset }])
  expect(refused.headers.get('retry-after')).toBeNull()
  expect((await call('GET', list)).status).toBe(200)
  expect((await call('POST', `/conversation/${id}/read`)).headers.get('x-ratelimit-limit')).toBeNull()
  await sim.advance(3_600_000)
  expect((await call('GET', `/conversation/${id}`)).status).toBe(200)
})

test('the token names its organisation and its owner', async () => {
  const { sim, call } = testVendor()
  const { object } = await call('GET', '/user')
  expect(object['user']).toMatchObject({ isOwner: true, organization: { name: 'Toko Jakarta' } })
  expect(sim.apiKey).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect((await call('GET', '/user', undefined, { 'x-access-token': `Bearer ${sim.apiKey}` })).status).toBe(401)
})

test('four members, and null behind the last of them', async () => {
  const { call } = testVendor()
  const page = async (number: number) => (await call('GET', `/organization/members?page=${number}&per_page=3`)).object
  expect(rows((await page(1))['members'])).toHaveLength(3)
  expect(rows((await page(2))['members'])).toHaveLength(1)
  expect((await page(3))['members']).toBeNull()
})

test('an unknown route is the framework’s 404, and health needs no token', async () => {
  const { sim, call } = testVendor()
  expect((await call('GET', '/messages')).body).toEqual({ message: 'Not Found' })
  expect((await sim.fetch('http://vendor.test/api/health')).status).toBe(200)
})

test('faults break, delay and drop as asked', async () => {
  const { sim, call } = testVendor()
  const id = idOf(sim.placeConversation({}))
  sim.faults.add({ kind: 'malformed', shape: 'bad_date', times: 1 })
  expect(rows((await call('GET', list)).object['conversations'])[0]).toMatchObject({ createdAt: 'yesterday' })
  sim.faults.add({ kind: 'error', status: 503, times: 1 })
  expect(await call('GET', list)).toMatchObject({ status: 503, body: 'a simulated failure' })
  sim.faults.add({ kind: 'drop', when: 'after', method: 'POST', times: 1 })
  await expect(call('POST', `/conversation/${id}/assign`, { organizationMemberId: maya })).rejects.toThrow(TypeError)
  expect(sim.conversation(id)).toHaveProperty('assignedTo')
})

test('the control surface needs no token and stays out of the log', async () => {
  const { sim, call } = testVendor()
  const control = async (method: string, path: string, body?: object) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await sim.fetch(`http://vendor.test/_sim${path}`, init)
    return { status: response.status, body: await response.json() }
  }
  const { body } = await control('POST', '/inbound', { text: 'Halo' })
  expect(body).toMatchObject({ conversation: { status: 'Active' } })
  await control('PUT', '/behaviour', { mode: 'strict-spec' })
  const [row] = rows((await call('GET', list)).object['conversations'])
  expect(row).toMatchObject({ totalMessages: 1 })
  const id = String(row?.['uniqueId'])
  expect((await control('POST', `/conversations/${id}`, { act: 'resolve' })).body).toMatchObject({
    data: { status: 'Closed' },
  })
  expect((await control('PUT', '/behaviour', { mood: 'kind' })).status).toBe(400)
  expect(sim.log.entries()).toHaveLength(1)
})

test('state survives a restart, and so does the token', async () => {
  const path = join(dir, 'wapikit.sqlite')
  const before = testVendor({ path })
  const { conversation } = before.sim.receive({})
  before.sim.close()
  const after = testVendor({ path })
  expect(after.sim.conversation(conversation.id)['status']).toBe('Active')
  expect(after.sim.apiKey).toBe(before.sim.apiKey)
  after.sim.close()
})
