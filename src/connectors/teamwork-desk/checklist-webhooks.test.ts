import { createHmac } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { createTeamworkDeskSimulator, type TeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import type { WebhookRequest } from '../webhooks.ts'
import { createTeamworkDesk } from './index.ts'
import { BASE, configWith, delivery, MAYA, NOW, TOKEN } from './stand-ins.ts'

const opened: TeamworkDeskSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated site whose webhooks land in `inbox`. */
async function listen() {
  const inbox: WebhookRequest[] = []
  const simulator = createTeamworkDeskSimulator({
    now: () => NOW,
    deliver: (_, { headers, body }) => {
      inbox.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
      return Promise.resolve(new Response())
    },
  })
  opened.push(simulator)
  const webhookendpoint = { url: 'https://sigap.test/hooks', token: TOKEN, allEvents: true, allInboxes: true }
  await simulator.fetch(`${BASE}/webhookendpoints.json`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${simulator.apiKey}` },
    body: JSON.stringify({ webhookendpoint }),
  })
  return { simulator, inbox, readAll: () => Promise.all(inbox.map((request) => read(request))) }
}

async function read(request: WebhookRequest, webhookSecrets: string[] = [TOKEN]) {
  return createTeamworkDesk(configWith({ webhookSecrets })).readWebhook?.(request, NOW)
}

test('webhook: everything that happens to a ticket is a hint to read it again', async () => {
  const { simulator, readAll } = await listen()
  const { ticket } = simulator.receive({ from: 'ana@mail.example', subject: 'Halo', text: 'Hi' })
  const id = ticket?.id ?? 0
  simulator.act(id, { act: 'assign', user_id: MAYA })
  simulator.act(id, { act: 'solve' })
  simulator.act(id, { act: 'delete' })
  await simulator.settled()
  const deliveries = await readAll()
  expect(deliveries.map((one) => one?.event)).toEqual([
    'ticket.created',
    'ticket.assigned',
    'ticket.status',
    'ticket.deleted',
  ])
  expect(deliveries.flatMap((one) => one?.events)).toEqual(
    Array.from({ length: 4 }, () => ({ type: 'changed', conversationId: `ticket:${id}` })),
  )
})

test('webhook forged: another secret, another body, a cut body or no signature at all is none of the vendor’s', async () => {
  const { simulator, inbox } = await listen()
  simulator.receive({ text: 'Hi' })
  await simulator.settled()
  const [{ headers, body } = { headers: new Headers(), body: new Uint8Array() }] = inbox
  const signed = (signature: string | null) => {
    const changed = new Headers(headers)
    if (signature === null) changed.delete('x-desk-signature')
    else changed.set('x-desk-signature', signature)
    return { headers: changed, body }
  }
  const unkeyed = createHmac('sha256', '').update(body).digest('hex')
  expect(await read({ headers, body }, ['other', TOKEN])).not.toBeNull()
  expect(await read({ headers, body }, ['other'])).toBeNull()
  expect(await read({ headers, body }, [])).toBeNull()
  expect(await read({ headers, body: body.slice(0, -1) })).toBeNull()
  for (const signature of [null, '', 'f'.repeat(64), 'not hexadecimal'])
    expect(await read(signed(signature))).toBeNull()
  expect(await read(signed(unkeyed), [''])).toBeNull()
})

test('webhook repeated, late and out of order: repetitions share a key, and each still only says where to look', async () => {
  const { simulator, readAll } = await listen()
  const { id } = simulator.placeTicket({})
  simulator.webhooks.hold()
  simulator.act(id, { act: 'solve' })
  simulator.act(id, { act: 'reopen' })
  simulator.webhooks.duplicate(1)
  await simulator.advance(3_600_000)
  await simulator.webhooks.release('reversed')
  const deliveries = await readAll()
  expect(deliveries).toHaveLength(4)
  expect(new Set(deliveries.map((one) => one?.dedupeKey)).size).toBe(2)
  for (const one of deliveries) expect(one?.events).toEqual([{ type: 'changed', conversationId: `ticket:${id}` }])
})

test.each([
  ['customer.deleted', '{"id":7}'],
  ['thread.deleted', '{"id":7}'],
  ['ticket.status', 'not json'],
  ['ticket.status', '{"ticket":{"id":"x"}}'],
])('webhook: %s with %s is about no ticket', async (event, payload) => {
  expect((await read(delivery(event, payload)))?.events).toEqual([{ type: 'ignored', event }])
})

test('webhook: an edited message is about its ticket, not about its own number', async () => {
  const edited = await read(delivery('thread.edited', '{"thread":{"id":7,"ticketId":12}}'))
  expect(edited?.events).toEqual([{ type: 'changed', conversationId: 'ticket:12' }])
})
