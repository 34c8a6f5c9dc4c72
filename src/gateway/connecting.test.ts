import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { connectionEndpoints } from '#contract/endpoints/connections.ts'
import { workspaceEndpoints } from '#contract/endpoints/workspace.ts'
import { vendorKinds } from '#connectors/registry.ts'
import { createKirimSimulator } from '#simulators/kirim/index.ts'
import { insertSubscription, listSubscriptions } from '#simulators/kirim/subscriptions.ts'
import { createSealer } from './auth/sealer.ts'
import { createGateway } from './gateway.ts'
import { migrate } from './storage/migrate.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import { ensureWorkspace } from './storage/workspaces.ts'
import { answerOf } from './testing/test-gateway.ts'
import { sealAnew } from './usecases/connections/keep-secrets.ts'

const workspace = { id: 'wsp_main', name: 'Toko' }
const ORIGIN = 'http://localhost:4600'
const PATIENCE = { timeout: 15_000, interval: 50 }
const [KEY, OTHER_KEY] = ['the key of this installation, long enough', 'some other key, which is long enough too']

/** A simulated vendor and a database that several gateways share. */
async function openHouse() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-connecting-'))
  const doors: ((url: string, init: RequestInit) => Response | Promise<Response>)[] = []
  const vendor = createKirimSimulator({
    demo: { conversations: 30 },
    deliver: async (url, init) => doors.at(-1)?.(url, init) ?? Response.error(),
  })
  const logged: string[] = []
  onTestFinished(async () => {
    vendor.close()
    await rm(folder, { recursive: true })
  })

  const log = (fields: object, message: string) => void logged.push(`${JSON.stringify(fields)} ${message}`)

  async function start(keys = [KEY], linkBase: string | null = null) {
    const storage = openSqlite(path.join(folder, 'test.sqlite'))
    await migrate(storage)
    await storage.write((tx) => ensureWorkspace(tx, workspace.id, workspace.name, Date.now()))
    const sealer = createSealer(keys)
    await sealAnew({ storage, sealer }, workspace.id)
    const gateway = createGateway({
      storage,
      workspace,
      vendors: [],
      connecting: {
        kinds: vendorKinds,
        sealer,
        outside: { fetch: vendor.fetch, resolve: async () => ['203.0.113.7'], allowsPrivate: false },
        log: { info: log, warn: log },
        linkBase,
      },
      secret: 'a secret for tests that is long enough',
      demo: null,
      address: { publicUrl: null, port: () => 4600 },
      linkBase,
      clientAddress: () => '127.0.0.1',
      dist: null,
      checkAnswers: true,
      now: Date.now,
      logError: (error) => void logged.push(String(error)),
    })
    doors.push((url, init) => gateway.app.request(url, init))
    let stopped: Promise<void> | null = null
    const stop = () =>
      (stopped ??= (async () => {
        await gateway.stop()
        await storage.close()
      })())
    onTestFinished(stop)
    return { ...gateway, stop }
  }

  let cookie = ''
  async function ask(
    gateway: { app: ReturnType<typeof createGateway>['app'] },
    method: string,
    url: string,
    body?: object,
  ): Promise<Response> {
    const response = await gateway.app.request(`${ORIGIN}${url}`, {
      method,
      headers: { Host: 'localhost:4600', Origin: ORIGIN, 'X-Sigap-Request': '1', Cookie: cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const [sent] = response.headers.getSetCookie()
    if (sent !== undefined) cookie = sent.split(';')[0] ?? ''
    return response
  }

  async function moveIn(gateway: Awaited<ReturnType<typeof start>>) {
    const owner = { code: gateway.setupCode, name: 'Sari', email: 'sari@toko.example', password: 'kopi susu 17' }
    expect((await ask(gateway, 'POST', '/v1/owner', owner)).status).toBe(200)
  }

  async function told<S extends z.ZodMiniType>(
    gateway: Awaited<ReturnType<typeof start>>,
    endpoint: { method: string; answer: S },
    url: string,
    body?: object,
  ): Promise<z.output<S>> {
    return answerOf(endpoint, await ask(gateway, endpoint.method, url, body))
  }

  const stateOf = async (gateway: Awaited<ReturnType<typeof start>>) => {
    const { data } = await told(gateway, workspaceEndpoints.listConnections, '/v1/connections')
    return data.map(({ state, backfill, problem }) => ({ state, rows: backfill.rows, code: problem?.code ?? null }))
  }
  return { vendor, logged, start, ask, moveIn, told, stateOf }
}

const settingsWith = (key: string) => [{ name: 'api_key', value: key }]

test('a webhook that comes before its connection is served is asked to come again', async () => {
  const { vendor, start, moveIn, told, ask } = await openHouse()
  const first = await start()
  await moveIn(first)
  const body = { vendor: 'kirim', settings: settingsWith(vendor.apiKey) }
  const { data } = await told(first, connectionEndpoints.addConnection, '/v1/connections', body)
  await first.stop()
  const second = await start()
  expect((await ask(second, 'POST', `/hooks/${data.setup.connection.id}`, {})).status).toBe(503)
})

test('a connection is read, paused, resumed and removed while everything runs, on every gateway of the database', async () => {
  const { vendor, logged, start, moveIn, told, ask, stateOf } = await openHouse()
  const first = await start()
  await moveIn(first)
  const second = await start()
  const body = { vendor: 'kirim', settings: settingsWith(vendor.apiKey) }
  const { data } = await told(first, connectionEndpoints.addConnection, '/v1/connections', body)
  const { id } = data.setup.connection
  await vi.waitFor(async () => expect(await stateOf(second)).toEqual([{ state: 'ok', rows: 30, code: null }]), PATIENCE)
  // Its door is open on the gateway that heard of it by itself.
  await vi.waitFor(async () => expect((await ask(second, 'POST', `/hooks/${id}`, {})).status).toBe(401), PATIENCE)

  await told(second, connectionEndpoints.changeConnection, `/v1/connections/${id}`, { paused: true })
  expect(await stateOf(first)).toEqual([{ state: 'paused', rows: 30, code: null }])
  await told(first, connectionEndpoints.changeConnection, `/v1/connections/${id}`, { paused: false })
  await vi.waitFor(async () => expect(await stateOf(second)).toMatchObject([{ state: 'ok' }]), PATIENCE)

  await told(second, connectionEndpoints.removeConnection, `/v1/connections/${id}`)
  expect(await stateOf(first)).toEqual([])
  await vi.waitFor(async () => expect((await ask(first, 'POST', `/hooks/${id}`, {})).status).toBe(404), PATIENCE)
  const conversations = await ask(first, 'GET', '/v1/conversations?limit=100')
  expect(z.parse(z.object({ data: z.array(z.unknown()) }), await conversations.json()).data).toHaveLength(30)
  expect(logged.join('\n')).not.toContain(vendor.apiKey)
}, 60_000)

test('started with another key a connection says why it does not work, and works again with the old key behind the new', async () => {
  const { vendor, logged, start, moveIn, told, stateOf } = await openHouse()
  const before = await start()
  await moveIn(before)
  const body = { vendor: 'kirim', settings: settingsWith(vendor.apiKey) }
  await told(before, connectionEndpoints.addConnection, '/v1/connections', body)
  await before.stop()

  const wrong = await start([OTHER_KEY])
  await vi.waitFor(
    async () => expect(await stateOf(wrong)).toMatchObject([{ state: 'refused', code: 'secrets_unreadable' }]),
    PATIENCE,
  )
  await wrong.stop()

  const both = await start([OTHER_KEY, KEY])
  await vi.waitFor(async () => expect(await stateOf(both)).toMatchObject([{ state: 'ok' }]), PATIENCE)
  await both.stop()
  // By now everything is sealed with the new one.
  const after = await start([OTHER_KEY])
  await vi.waitFor(async () => expect(await stateOf(after)).toMatchObject([{ state: 'ok', code: null }]), PATIENCE)
  expect(logged.join('\n')).not.toContain(vendor.apiKey)
}, 60_000)

test('reached from outside, a gateway subscribes for each connection, tells how that went, and unsubscribes with it', async () => {
  const { vendor, logged, start, moveIn, told } = await openHouse()
  const gateway = await start([KEY], 'https://sigap.example')
  await moveIn(gateway)
  const body = { vendor: 'kirim', settings: settingsWith(vendor.apiKey) }
  const { data } = await told(gateway, connectionEndpoints.addConnection, '/v1/connections', body)
  const { id } = data.setup.connection
  const webhookOf = async () =>
    (await told(gateway, connectionEndpoints.getConnection, `/v1/connections/${id}`)).data.webhook
  await vi.waitFor(
    async () => expect((await webhookOf())?.subscription).toEqual({ state: 'active', problem: null }),
    PATIENCE,
  )
  const [made, ...more] = listSubscriptions(vendor.vendor)
  expect([made?.url, more]).toEqual([`https://sigap.example/hooks/${id}`, []])

  vendor.receive({ from: '+6281234567890', text: 'Halo' })
  await vi.waitFor(async () => expect((await webhookOf())?.last_delivery_at).not.toBeNull(), PATIENCE)

  const byHand = { settings: [{ name: 'webhook_secret', value: 'whsec_by_hand' }] }
  await told(gateway, connectionEndpoints.changeConnection, `/v1/connections/${id}`, byHand)
  expect((await webhookOf())?.subscription).toEqual({ state: 'by_hand', problem: null })

  vendor.faults.add({ kind: 'error', status: 403, method: 'DELETE' })
  const left = await told(gateway, connectionEndpoints.removeConnection, `/v1/connections/${id}`)
  expect([left.data.subscription, listSubscriptions(vendor.vendor).length]).toEqual(['left', 1])
  vendor.faults.clear()

  const again = await told(gateway, connectionEndpoints.addConnection, '/v1/connections', body)
  expect(again.data.setup.connection.id).toBe(id)
  await vi.waitFor(async () => expect((await webhookOf())?.subscription?.state).toBe('active'), PATIENCE)
  expect(listSubscriptions(vendor.vendor).map((one) => one.id)).not.toContain(made?.id)
  const removed = await told(gateway, connectionEndpoints.removeConnection, `/v1/connections/${id}`)
  expect([removed.data.subscription, listSubscriptions(vendor.vendor)]).toEqual(['removed', []])
  expect(logged.join('\n')).not.toMatch(/whsec_|sgw_/)
}, 60_000)

test('a connection that is removed while it subscribes leaves nothing of its own at the vendor', async () => {
  const { vendor, start, moveIn, told } = await openHouse()
  const gateway = await start([KEY], 'https://sigap.example')
  await moveIn(gateway)
  const theirs = {
    url: 'https://other.example/hooks/con_x',
    events: ['message.received'],
    description: 'Another program',
  }
  const { id: theirId } = insertSubscription(vendor.vendor, theirs).subscription
  const answerLate = { method: 'POST', path: '/webhook_subscriptions', times: 1 } as const
  vendor.faults.add({ kind: 'latency', ms: 3000, when: 'after', ...answerLate })
  const body = { vendor: 'kirim', settings: settingsWith(vendor.apiKey) }
  const { data } = await told(gateway, connectionEndpoints.addConnection, '/v1/connections', body)
  await vi.waitFor(() => expect(listSubscriptions(vendor.vendor)).toHaveLength(2), PATIENCE)
  const url = `/v1/connections/${data.setup.connection.id}`
  const removed = await told(gateway, connectionEndpoints.removeConnection, url)
  const left = listSubscriptions(vendor.vendor).map(({ id }) => id)
  expect([removed.data.subscription, left]).toEqual(['removed', [theirId]])
}, 60_000)
