import { afterEach, expect, test } from 'vitest'
import { createTeamworkDeskSimulator, type TeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import type { WebhookRequest } from '../webhooks.ts'
import { createTeamworkDesk } from './index.ts'
import { BASE, configWith, NOW, TOKEN } from './stand-ins.ts'

const ADDRESS = 'https://sigap.test/hooks/con_1'
const opened: TeamworkDeskSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated site whose webhooks land in `inbox`. */
function open() {
  const inbox: WebhookRequest[] = []
  const simulator = createTeamworkDeskSimulator({
    now: () => NOW,
    deliver: (_, { headers, body }) => {
      inbox.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
      return Promise.resolve(new Response())
    },
  })
  opened.push(simulator)
  const config = configWith({ fetch: simulator.fetch, apiKey: simulator.apiKey, webhookSecrets: [] })
  const connector = createTeamworkDesk(config)
  const { subscribing } = connector
  if (subscribing === undefined) throw new Error('Teamwork Desk lets us subscribe.')
  const patch = (id: string, webhookendpoint: object, included = {}) =>
    simulator.fetch(`${BASE}/webhookendpoints/${id}.json`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${simulator.apiKey}` },
      body: JSON.stringify({ webhookendpoint, included }),
    })
  return { simulator, connector, subscribing, inbox, patch }
}

test('an endpoint that we made is listed as whole, and signs with the token that we chose', async () => {
  const { simulator, connector, subscribing, inbox } = open()
  const { id, secret } = await subscribing.create({ address: ADDRESS, secret: TOKEN })
  expect(secret).toBe(TOKEN)
  expect(await subscribing.list()).toEqual([{ id, address: ADDRESS, isWhole: true }])
  simulator.receive({ text: 'Hi' })
  await simulator.settled()
  const [request = { headers: new Headers(), body: new Uint8Array() }] = inbox
  expect(await connector.readWebhook?.(request, NOW, [TOKEN])).toMatchObject({ event: 'ticket.created' })
  expect(await connector.readWebhook?.(request, NOW)).toBeNull()
})

test('one that is inactive, or for some events or inboxes only, is not whole, and mended it is', async () => {
  const { subscribing, patch } = open()
  const { id } = await subscribing.create({ address: ADDRESS, secret: TOKEN })
  const some = { webhookendpointevents: [{ code: 'ticket.note' }] }
  for (const [change, included] of [
    [{ state: 'inactive' }, {}],
    [{ allEvents: false }, some],
    [{ allInboxes: false }, { webhookendpointinboxes: [{ inbox: { id: 1 } }] }],
  ] as const) {
    await patch(id, change, included)
    expect(await subscribing.list()).toEqual([{ id, address: ADDRESS, isWhole: false }])
    await subscribing.mend(id, ADDRESS)
    expect(await subscribing.list()).toEqual([{ id, address: ADDRESS, isWhole: true }])
  }
})

test('all pages are listed; removing is done once and may be repeated', async () => {
  const { subscribing } = open()
  for (let count = 0; count < 101; count += 1) await subscribing.create({ address: ADDRESS, secret: TOKEN })
  const all = await subscribing.list()
  expect(all).toHaveLength(101)
  const [{ id } = { id: '' }] = all
  await subscribing.remove(id)
  await subscribing.remove(id)
  expect(await subscribing.list()).toHaveLength(100)
})

test('a site that does not let us is a refusal of this and of nothing else', async () => {
  const { simulator, subscribing } = open()
  simulator.faults.add({ kind: 'error', status: 403, path: '/webhookendpoints*' })
  await expect(subscribing.list()).rejects.toMatchObject({ kind: 'rejected', code: 'http_403' })
})
