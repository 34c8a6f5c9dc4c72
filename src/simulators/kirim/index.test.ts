import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import { customer, rows, testVendor } from './test-vendor.ts'
import { systemTimer } from '../kit/worker.ts'

const dir = mkdtempSync(join(tmpdir(), 'kirim-'))
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('conversations, cursors and owed webhooks survive a restart', async () => {
  const path = join(dir, 'kirim.sqlite')
  const before = testVendor({ path })
  before.sim.placeConversation({})
  const { conversation } = before.sim.receive({ from: customer })
  const page = await before.call('GET', '/v1/conversations?limit=1')
  await before.call('POST', '/v1/webhook_subscriptions', { url: 'https://hooks.test', events: ['conversation.closed'] })
  before.sim.webhooks.hold()
  before.sim.act(conversation.id, { act: 'resolve' })
  before.sim.close()

  const arrived: string[] = []
  const after = testVendor({
    path,
    deliver: async (_url, { body }) => {
      arrived.push(body)
      return new Response()
    },
  })
  expect(after.sim.conversation(conversation.id).status).toBe('resolved')
  const rest = await after.call('GET', `/v1/conversations?limit=1&cursor=${String(page.body['next_cursor'])}`)
  expect(rows(rest.data)).toHaveLength(1)
  await after.sim.settled()
  expect(arrived).toHaveLength(1)
  after.sim.close()
})

test('the vendor can be mounted below another path', async () => {
  const vendor = testVendor({ basePath: '/kirim/v1' })
  expect((await vendor.call('GET', '/kirim/v1/me')).status).toBe(200)
  vendor.sim.faults.add({ kind: 'error', status: 503, path: '/me' })
  expect((await vendor.call('GET', '/kirim/v1/me')).status).toBe(503)
})

test('the key says whose it is and how much it may', async () => {
  const { data } = await testVendor({ limits: { read: 600, write: 60 } }).call('GET', '/v1/me')
  expect(data).toEqual({
    organization: { id: expect.stringMatching(/^org_/), object: 'organization', name: 'Toko Jakarta' },
    api_key: { id: expect.stringMatching(/^key_/), object: 'api_key', label: expect.any(String), last4: 'Demo' },
    rate_limits: { tier: 'default', write_per_minute: 60, read_per_minute: 600 },
  })
})

test('an unknown route is not found, and health needs no key', async () => {
  const vendor = testVendor()
  expect((await vendor.call('GET', '/v1/users')).error['code']).toBe('resource_not_found')
  expect((await vendor.sim.fetch('http://vendor.test/v1/health')).status).toBe(200)
})

test('webhooks leave by themselves when the timer is real', async () => {
  const vendor = testVendor({ timer: systemTimer })
  const { hooks } = await vendor.subscribe(['message.received'])
  vendor.sim.receive({ from: customer })
  await expect.poll(() => hooks.length).toBe(1)
})
