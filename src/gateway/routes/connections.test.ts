import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { createConnector } from '#connectors/registry.ts'
import { setHealth } from '#gateway/storage/connections.ts'
import { pendingDeliveries } from '#gateway/storage/webhooks.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import { unknownHealth } from '#gateway/usecases/connections/connection-health.ts'

const SECRET = 'whsec_test'
const MEGABYTE = 1024 * 1024

async function openGateway({ withWebhooks = true } = {}) {
  const connector = createConnector({
    vendor: 'kirim',
    baseUrl: 'https://vendor.example/v1',
    apiKey: 'key',
    webhookSecrets: withWebhooks ? [SECRET] : [],
    fetch: async () => Response.error(),
    now: Date.now,
    options: {},
  })
  if (connector === undefined) throw new Error('There is a connector for kirim.')
  const gateway = await createTestGateway({ connector })
  const sign = (body: string, secret = SECRET, at = gateway.clock.now) => {
    const seconds = Math.floor(at / 1000)
    const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    return { 'X-Kirim-Signature': `t=${seconds},v1=${mac}` }
  }
  const stored = () => pendingDeliveries(gateway.storage.db, gateway.workspaceId, 'con_a', 100)
  const post = (body: string, headers: Record<string, string> = sign(body), connection = 'con_a') =>
    gateway.nobody('POST', `/hooks/${connection}`, { body, headers })
  return { ...gateway, sign, stored, post }
}

const closed = JSON.stringify({ id: 'evt_1', type: 'conversation.closed', data: { conversation: { id: 'cnv_a' } } })

test('a signed webhook is stored before it is acknowledged, and the worker is rung', async () => {
  const { post, stored, rung } = await openGateway()
  const response = await post(closed)
  expect([response.status, await response.json()]).toEqual([200, { received: true }])
  const [delivery, ...more] = await stored()
  expect(more).toEqual([])
  expect(JSON.parse(delivery?.events ?? '')).toEqual([{ type: 'status', conversationId: 'cnv_a', status: 'resolved' }])
  expect(rung).toEqual(['webhooks con_a'])
})

test('a webhook that comes again is acknowledged again and stored once', async () => {
  const { post, stored, rung, heard } = await openGateway()
  const answers = await Promise.all([post(closed), post(closed), post(closed)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await stored()).toHaveLength(1)
  expect(rung).toHaveLength(1)
  expect(heard).toMatchObject({ taken: 1, repeated: 2, refused: 0 })
})

test('a webhook that cannot be stored is not acknowledged, so that the vendor sends it again', async () => {
  const { post, storage, unexpected } = await openGateway()
  await storage.db.schema.dropTable('webhook_deliveries').execute()
  expect(await errorOf(await post(closed))).toEqual({ status: 500, code: 'internal_error' })
  expect(unexpected.splice(0)).toHaveLength(1)
})

test('a webhook that is forged, changed on the way, cut short or too old is refused and not stored', async () => {
  const { post, sign, stored, clock, heard } = await openGateway()
  const old = sign(closed, SECRET, clock.now - 301_000)
  for (const [body, headers] of [
    [closed, {}],
    [closed, sign(closed, 'whsec_other')],
    [closed.replace('cnv_a', 'cnv_b'), sign(closed)],
    [closed.slice(0, -1), sign(closed)],
    ['', sign(closed)],
    [closed, old],
    [closed, { 'X-Kirim-Signature': 't=,v1=' }],
    [closed, { 'X-Kirim-Signature': 'x'.repeat(10_000) }],
  ] as const) {
    expect(await errorOf(await post(body, headers))).toEqual({ status: 401, code: 'invalid_signature' })
  }
  expect(await stored()).toEqual([])
  expect(heard).toMatchObject({ taken: 0, refused: 8 })
})

test('a signed body that cannot be read is stored all the same: the vendor has nothing else to send', async () => {
  const { post, stored } = await openGateway()
  for (const body of ['not json', '{"data":null}', '[]', '\u0000', `${'['.repeat(50_000)}${']'.repeat(50_000)}`]) {
    expect((await post(body)).status).toBe(200)
  }
  expect((await stored()).map(({ events }) => JSON.parse(events)[0].type)).toEqual(Array(5).fill('ignored'))
})

test('a webhook of more than a megabyte is refused, whether it says so or not', async () => {
  const { app, sign, stored } = await openGateway()
  const body = 'x'.repeat(MEGABYTE + 1)
  const streamed = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  for (const init of [
    { body, headers: { ...sign(body), 'Content-Length': String(body.length) } },
    { body, headers: sign(body) },
    { body: streamed, headers: sign(body), duplex: 'half' },
  ]) {
    const response = await app.request('http://localhost/hooks/con_a', { method: 'POST', ...init })
    expect(await errorOf(response)).toEqual({ status: 413, code: 'payload_too_large' })
  }
  expect(await stored()).toEqual([])
})

test('a webhook whose sender hangs up half-way is a bad request, and not our fault', async () => {
  const { app, sign } = await openGateway()
  const body = new ReadableStream({
    pull(controller) {
      controller.error(new Error('aborted'))
    },
  })
  const init = { method: 'POST', body, headers: sign(closed), duplex: 'half' }
  const response = await app.request('/hooks/con_a', init)
  expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_request' })
})

test('there is no door for a connection that is not there, and no other method at one that is', async () => {
  const { post, nobody } = await openGateway()
  for (const connection of ['con_b', '%00', '__proto__', 'x'.repeat(10_000)]) {
    expect(await errorOf(await post(closed, {}, connection))).toEqual({ status: 404, code: 'resource_not_found' })
  }
  const response = await nobody('GET', '/hooks/con_a')
  expect(await errorOf(response)).toEqual({ status: 405, code: 'method_not_allowed' })
  expect(response.headers.get('Allow')).toBe('POST')
})

test('without a secret nothing is believed', async () => {
  const { post, sign } = await openGateway({ withWebhooks: false })
  expect(await errorOf(await post(closed, sign(closed, '')))).toMatchObject({ status: 401 })
})

test('connections tell how they are doing: catching up, then well, then refused with the reason', async () => {
  const { program, storage, workspaceId } = await createTestGateway()
  const list = async () =>
    (await answerOf(endpoints.listConnections, await program('GET', '/v1/connections'))).data.find(
      ({ id }) => id === 'con_a',
    )
  const save = (health: object) =>
    storage.write((tx) => setHealth(tx, workspaceId, 'con_a', JSON.stringify({ ...unknownHealth, ...health })))
  expect(await list()).toEqual({
    id: 'con_a',
    object: 'connection',
    vendor: 'kirim',
    vendor_name: 'Kirim.chat',
    name: 'con_a',
    state: 'catching_up',
    problem: null,
    backfill: { done: false, rows: 0 },
    last_sync_at: null,
    backlog: 0,
    quarantined: 0,
    channels: [],
    webhooks: false,
  })
  await save({ backfill: { done: true, rows: 7 }, lastSyncMs: 1000, webhooks: true })
  expect(await list()).toMatchObject({ state: 'ok', last_sync_at: '1970-01-01T00:00:01.000Z', webhooks: true })
  await save({ state: 'refused', problem: { code: 'invalid_api_key', message: 'The key is wrong.', sinceMs: 2000 } })
  expect(await list()).toMatchObject({
    state: 'refused',
    problem: { code: 'invalid_api_key', message: 'The key is wrong.', since: '1970-01-01T00:00:02.000Z' },
  })
})

test('what is owed to the vendor shows as backlog', async () => {
  const { maya, insert } = await createTestGateway()
  await insert([{ id: 'cnv_a' }])
  await maya('PATCH', '/v1/conversations/cnv_a', { body: { status: 'resolved' } })
  const { data } = await answerOf(endpoints.listConnections, await maya('GET', '/v1/connections'))
  expect(data.map(({ id, backlog }) => [id, backlog])).toEqual([
    ['con_a', 1],
    ['con_b', 0],
  ])
})
