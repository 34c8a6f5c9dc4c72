import { afterEach, expect, test } from 'vitest'
import { createKirimSimulator, type KirimSimulator } from '#simulators/kirim/index.ts'
import type { Connector } from '../connector.ts'
import type { Subscribing, WebhookRequest } from '../webhooks.ts'
import { createKirim } from './index.ts'
import { answering } from '../kit/stand-ins.ts'
import { configWith, NOW } from './stand-ins.ts'

const ADDRESS = 'https://sigap.test/hooks/con_1'
const opened: KirimSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

function subscribingOf({ subscribing }: Connector): Subscribing {
  if (subscribing === undefined) throw new Error('Kirim.chat lets us subscribe.')
  return subscribing
}

/** A simulated organisation whose webhooks land in `inbox`. */
function open() {
  const inbox: WebhookRequest[] = []
  const simulator = createKirimSimulator({
    now: () => NOW,
    deliver: (_, { headers, body }) => {
      inbox.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
      return Promise.resolve(new Response(null, { status: 204 }))
    },
  })
  opened.push(simulator)
  const connector = createKirim(configWith({ fetch: simulator.fetch, apiKey: simulator.apiKey }))
  const call = async (method: string, path: string, body?: object) => {
    const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' }
    await simulator.fetch(`https://vendor.test/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  return { simulator, connector, subscribing: subscribingOf(connector), inbox, call }
}

test('a subscription that we made is listed as whole, and signs with the secret that was told once', async () => {
  const { simulator, connector, subscribing, inbox } = open()
  const { id, secret } = await subscribing.create({ address: ADDRESS, secret: 'not asked for' })
  expect(await subscribing.list()).toEqual([{ id, address: ADDRESS, isWhole: true }])
  simulator.receive({ from: '+6281234567890' })
  await simulator.settled()
  expect(inbox.length).toBeGreaterThan(0)
  for (const request of inbox) {
    expect(await connector.readWebhook?.(request, NOW, [secret])).not.toBeNull()
    expect(await connector.readWebhook?.(request, NOW, ['whsec_other'])).toBeNull()
    expect(await connector.readWebhook?.(request, NOW)).toBeNull()
  }
})

test('one that is paused, or lacks an event, is not whole, and mended it is; it moves to another address', async () => {
  const { subscribing, call } = open()
  const { id } = await subscribing.create({ address: ADDRESS, secret: '' })
  for (const change of [{ status: 'paused' }, { events: ['message.received'] }]) {
    await call('PATCH', `/webhook_subscriptions/${id}`, change)
    expect(await subscribing.list()).toEqual([{ id, address: ADDRESS, isWhole: false }])
    await subscribing.mend(id, ADDRESS)
    expect(await subscribing.list()).toEqual([{ id, address: ADDRESS, isWhole: true }])
  }
  await subscribing.mend(id, `${ADDRESS}/moved`)
  expect(await subscribing.list()).toEqual([{ id, address: `${ADDRESS}/moved`, isWhole: true }])
})

test('removing is done once and may be repeated; what is gone cannot be mended', async () => {
  const { subscribing } = open()
  const { id } = await subscribing.create({ address: ADDRESS, secret: '' })
  await subscribing.remove(id)
  await subscribing.remove(id)
  expect(await subscribing.list()).toEqual([])
  await expect(subscribing.mend(id, ADDRESS)).rejects.toMatchObject({ kind: 'not_found' })
})

test('an address that the vendor refuses, and a server without the route, are refusals of this and of nothing else', async () => {
  const { subscribing } = open()
  await expect(subscribing.create({ address: 'http://sigap.test/hooks', secret: '' })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'invalid_webhook_url',
  })
  const missing = createKirim(configWith({ fetch: answering(() => new Response('Not Found', { status: 404 })).fetch }))
  await expect(missing.subscribing?.list()).rejects.toMatchObject({ kind: 'not_found', code: 'http_404' })
  await expect(missing.subscribing?.remove('wbs_1')).rejects.toMatchObject({ code: 'http_404' })
})

test('a list is read to its end, and one row that cannot be read is no list: it might be ours', async () => {
  const { fetch, requests } = answering(
    () => Response.json({ data: [{ id: 'wbs_1', url: ADDRESS }], next_cursor: 'more' }),
    () => Response.json({ data: [{ id: 'wbs_2' }], next_cursor: null }),
  )
  const { subscribing } = createKirim(configWith({ fetch }))
  await expect(subscribing?.list()).rejects.toMatchObject({ kind: 'malformed' })
  expect(requests.map(({ url }) => new URL(url).search)).toEqual(['?limit=100', '?limit=100&cursor=more'])
})

test('subscriptions are the organisation’s, and stand at the root whatever the path style', async () => {
  const { fetch, requests } = answering(() => Response.json({ data: [] }))
  const options = { pathStyle: 'phone', phoneNumberId: '123456789' }
  await createKirim(configWith({ fetch, options })).subscribing?.list()
  expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/webhook_subscriptions'])
})
