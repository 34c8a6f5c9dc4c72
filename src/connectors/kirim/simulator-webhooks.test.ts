import { afterEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { createKirimSimulator, type KirimSimulator } from '#simulators/kirim/index.ts'
import type { WebhookRequest } from '../webhooks.ts'
import { createKirim } from './index.ts'
import { configWith, NOW } from './stand-ins.ts'

const MAYA = 'm7Qk2VxPa9Rt'
const BASE = 'https://vendor.test/v1'
const opened: KirimSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

const created = z.object({ data: z.object({ id: z.string(), initial_secret: z.string() }) })
const rotated = z.object({ data: z.object({ secret: z.string() }) })

/** A simulator whose webhooks land in `inbox`, and the secret that it signs them with. */
async function subscribe() {
  const inbox: WebhookRequest[] = []
  const simulator = createKirimSimulator({
    now: () => NOW,
    deliver: (_, { headers, body }) => {
      inbox.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
      return Promise.resolve(new Response(null, { status: 204 }))
    },
  })
  opened.push(simulator)
  const post = async (path: string, body: object): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' }
    const response = await simulator.fetch(`${BASE}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return response.json()
  }
  const documented = ['message.received', 'message.status', 'conversation.assigned', 'conversation.closed']
  const events = [...documented, 'contact.created', 'contact.updated']
  const { data } = created.parse(await post('/webhook_subscriptions', { url: 'https://sigap.test/hooks', events }))
  const rotate = async () => rotated.parse(await post(`/webhook_subscriptions/${data.id}/secrets`, {})).data.secret
  const read = async (secrets: readonly string[]) => {
    const connector = createKirim(configWith({ webhookSecrets: secrets }))
    const deliveries = []
    for (const request of inbox) {
      deliveries.push((await connector.readWebhook?.(request, simulator.clock.now())) ?? null)
    }
    return deliveries
  }
  return { simulator, secret: data.initial_secret, rotate, read }
}

test('every event that the vendor announces is verified and read', async () => {
  const { simulator, secret, read } = await subscribe()
  const { conversation, contact } = simulator.receive({ from: '+6281234567890', name: 'Ana', text: 'Halo 🙏' })
  simulator.act(conversation.id, { act: 'assign', user_id: MAYA })
  simulator.act(conversation.id, { act: 'unassign' })
  simulator.act(conversation.id, { act: 'resolve' })
  simulator.changeContact(contact.id, { email: 'ana@example.com' })
  await simulator.settled()

  const conversationId = conversation.id
  const person = { type: 'contact', contactId: contact.id, name: 'Ana', phoneNumber: '+6281234567890' }
  const deliveries = await read([secret])
  expect(deliveries.flatMap((delivery) => delivery?.events ?? [])).toEqual([
    { ...person, email: null },
    expect.objectContaining({
      type: 'inbound_message',
      customerNumber: '+6281234567890',
      accountNumber: '+6285117600829',
      contactName: 'Ana',
      message: expect.objectContaining({ text: 'Halo 🙏', createdAt: NOW }),
    }),
    { type: 'assigned', conversationId, assigneeId: MAYA },
    { type: 'assigned', conversationId, assigneeId: null },
    { type: 'status', conversationId, status: 'resolved' },
    { ...person, email: 'ana@example.com' },
  ])
})

test('the steps of one message are three deliveries, their repetitions are none', async () => {
  const { simulator, secret, read } = await subscribe()
  const { conversation } = simulator.receive({ from: '+6281234567890' })
  simulator.webhooks.duplicate(2)
  simulator.act(conversation.id, { act: 'reply', text: 'halo' })
  await simulator.advance(60_000)
  const steps = (await read([secret])).filter((delivery) => delivery?.event === 'message.status')
  expect(steps).toHaveLength(9)
  expect(new Set(steps.map((delivery) => delivery?.dedupeKey)).size).toBe(3)
})

test('during a rotation old and new secret both verify, afterwards only the new one', async () => {
  const { simulator, secret: old, rotate, read } = await subscribe()
  const fresh = await rotate()
  simulator.receive({ from: '+6281234567890' })
  await simulator.settled()
  for (const secrets of [[old], [fresh], [old, fresh]]) expect(await read(secrets)).not.toContain(null)
  expect(await read(['whsec_other'])).toEqual([null, null])

  await simulator.advance(25 * 60 * 60 * 1000)
  simulator.receive({ from: '+6281299999999' })
  await simulator.settled()
  expect((await read([old])).at(-1)).toBeNull()
  expect((await read([fresh])).at(-1)).not.toBeNull()
})

test('a delivery that is presented again six minutes later is refused', async () => {
  const { simulator, secret, read } = await subscribe()
  simulator.receive({ from: '+6281234567890' })
  await simulator.settled()
  expect(await read([secret])).not.toContain(null)
  await simulator.advance(6 * 60 * 1000)
  expect(await read([secret])).toEqual([null, null])
})

test('the steps of a message tell how far it is, and a failure tells why', async () => {
  const { simulator, secret, read } = await subscribe()
  const { conversation } = simulator.receive({ from: '+6281234567890' })
  simulator.act(conversation.id, { act: 'reply', text: 'halo' })
  await simulator.advance(60_000)
  simulator.faults.add({ kind: 'send', code: 'recipient_blocked', provider_code: 1013 })
  simulator.act(conversation.id, { act: 'reply', text: 'halo?' })
  await simulator.advance(60_000)
  const events = (await read([secret])).flatMap((delivery) => delivery?.events ?? [])
  const steps = events.flatMap((event) => (event.type === 'message_status' ? [[event.state, event.code]] : []))
  expect(steps).toEqual([
    ['sent', null],
    ['delivered', null],
    ['read', null],
    ['failed', 'recipient_blocked'],
  ])
})
