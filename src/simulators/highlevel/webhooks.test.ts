import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { startMs, testVendor } from './test-vendor.ts'

const dir = mkdtempSync(join(tmpdir(), 'highlevel-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('a webhook is signed over its bytes and carries its own id and time', async () => {
  const { sim, hooks } = testVendor()
  sim.receive({ from: '+62812', type: 'TYPE_WHATSAPP', text: 'Halo' })
  await sim.settled()
  const [hook] = hooks
  const key = createPublicKey({ key: Buffer.from(sim.webhookPublicKey, 'base64'), format: 'der', type: 'spki' })
  const signature = Buffer.from(hook?.headers.get('x-ghl-signature') ?? '', 'base64')
  expect(verify(null, Buffer.from(hook?.body ?? ''), key, signature)).toBe(true)
  expect(hook?.json).toMatchObject({
    type: 'InboundMessage',
    messageType: 'WhatsApp',
    body: 'Halo',
    webhookId: expect.stringMatching(/^[\da-f-]{36}$/),
    timestamp: new Date(startMs).toISOString(),
  })
  expect(hook?.json).not.toHaveProperty('messageId')
})

test('fields may stand under data', async () => {
  const { sim, hooks } = testVendor({ behaviour: { webhookShape: 'data' } })
  sim.changeContact(sim.placeConversation({}).contactId, { name: 'Ana' })
  await sim.settled()
  expect(hooks[0]?.json).toMatchObject({ type: 'ContactUpdate', data: { name: 'Ana' }, webhookId: expect.any(String) })
})

test.each([
  [429, 6],
  [503, 1],
  [400, 1],
])('an answer of %i is heard %i times', async (status, times) => {
  const { sim, hooks } = testVendor({}, () => new Response(null, { status }))
  sim.changeContact(sim.placeConversation({}).contactId, { name: 'Ana' })
  await sim.advance(24 * 3_600_000)
  expect(hooks).toHaveLength(times)
  expect(new Set(hooks.map(({ json }) => json['webhookId'])).size).toBe(1)
})

test('webhooks are held back, released in reverse, and doubled', async () => {
  const { sim, call, hooks } = testVendor()
  await call('POST', '/_sim/webhooks', { hold: true })
  const { contactId } = sim.placeConversation({})
  for (const name of ['Ana', 'Budi']) sim.changeContact(contactId, { name })
  await sim.settled()
  expect(hooks).toEqual([])
  await call('POST', '/_sim/webhooks', { duplicate: 1, release: 'reversed' })
  expect(hooks.map(({ json }) => json['name'])).toEqual(['Budi', 'Budi', 'Ana', 'Ana'])
})

test('state, the key of signatures and owed webhooks survive a restart', async () => {
  const path = join(dir, 'highlevel.sqlite')
  const before = testVendor({ path })
  before.sim.webhooks.hold()
  const { conversation } = before.sim.receive({ from: '+62812' })
  const key = before.sim.webhookPublicKey
  before.sim.close()
  const { sim, hooks } = testVendor({ path })
  expect(sim.webhookPublicKey).toBe(key)
  expect(sim.conversation(conversation.id).unread).toBe(1)
  await sim.settled()
  expect(hooks.length).toBeGreaterThan(0)
  sim.close()
})
