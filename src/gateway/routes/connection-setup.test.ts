import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { endpoints } from '#contract/endpoints.ts'
import { connectionEndpoints } from '#contract/endpoints/connections.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector, ConnectorConfig } from '#connectors/connector.ts'
import { createConnector, vendorKinds } from '#connectors/registry.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import { createSealer } from '#gateway/auth/sealer.ts'
import { updateAgent } from '#gateway/storage/agents.ts'
import { listSettings, settingsOf } from '#gateway/storage/connection-settings.ts'
import { getConnection } from '#gateway/storage/connections.ts'
import { putQuarantine } from '#gateway/storage/quarantine.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller, TestGatewayOptions } from '#gateway/testing/test-gateway.ts'
import { nameVendors } from '#gateway/usecases/connections/name-vendors.ts'
import { openSecrets } from '#gateway/usecases/connections/stored-connector.ts'

const SECRET = 'a secret for tests that is long enough'
const KEY = 'live_key_that_nobody_may_see'

const words = { en: 'Here', id: 'Di sini' }
const field = { label: words, help: words, isSecret: false, isRequired: false, preset: null }

/** A vendor whose keys are the names of its accounts. */
function kindWith(seen: ConnectorConfig[], webhooks: 'theirs' | 'ours' = 'theirs', subscribes = false): VendorKind {
  const made = createConnector({
    vendor: 'kirim',
    baseUrl: 'https://vendor.example',
    apiKey: '',
    webhookSecrets: [],
    fetch: async () => Response.error(),
    now: Date.now,
    options: {},
  })
  if (made === undefined) throw new Error('There is a connector for kirim.')
  const { subscribing, ...rest } = made
  const kirim = subscribes && subscribing !== undefined ? { ...rest, subscribing } : rest
  return {
    vendor: 'toko',
    name: 'Toko',
    baseUrl: 'https://api.toko.example/v1',
    fields: [
      { ...field, name: 'api_key', isSecret: true, isRequired: true },
      { ...field, name: 'region', preset: 'id' },
    ],
    webhooks: { help: words, secret: webhooks },
    create(config): Connector {
      seen.push(config)
      return {
        ...kirim,
        async account() {
          if (config.apiKey.startsWith('wrong')) {
            throw new ConnectorError('auth', 'bad_key', `No key is ${config.apiKey}.`)
          }
          const name = config.apiKey.split(' ')[0] ?? ''
          return {
            accountId: name,
            name: name === 'nameless' ? name : `Toko ${name}`,
            readPerMinute: 600,
            writePerMinute: null,
          }
        },
      }
    },
  }
}

const key = (value: string) => [{ name: 'api_key', value }]

async function open(options: TestGatewayOptions & { webhooks?: 'theirs' | 'ours'; subscribes?: boolean } = {}) {
  const seen: ConnectorConfig[] = []
  const gateway = await createTestGateway({ kinds: [kindWith(seen, options.webhooks, options.subscribes)], ...options })
  const add = (value = KEY, more: object = {}) =>
    gateway.maya('POST', '/v1/connections', { body: { vendor: 'toko', settings: key(value), ...more } })
  const added = async (value = KEY, more: object = {}) =>
    (await answerOf(connectionEndpoints.addConnection, await add(value, more))).data
  const change = (id: string, body: object) => gateway.maya('PATCH', `/v1/connections/${id}`, { body })
  const last = () => seen.at(-1)
  return { ...gateway, seen, last, add, added, change }
}

const listed = async (caller: Caller) =>
  z
    .parse(
      z.object({ data: z.array(z.looseObject({ id: z.string(), state: z.string() })) }),
      await (await caller('GET', '/v1/connections')).json(),
    )
    .data.map(({ id, state }) => [id, state])

test('what a vendor asks for is told without anything of anybody', async () => {
  const { maya } = await open({ kinds: vendorKinds })
  const { data } = await answerOf(connectionEndpoints.listVendors, await maya('GET', '/v1/vendors'))
  expect(data.find(({ vendor }) => vendor === 'kirim')).toMatchObject({ fields: [{ name: 'api_key', secret: true }] })
})

test('a connection says what its vendor is called, also when that was called otherwise before', async () => {
  const { maya, added, storage, workspaceId } = await open()
  const { id } = (await added()).setup.connection
  const called = async () => {
    const { data } = await answerOf(endpoints.listConnections, await maya('GET', '/v1/connections'))
    return data.find((connection) => connection.id === id)?.vendor_name
  }
  expect(await called()).toBe('Toko')
  await nameVendors(storage, workspaceId, [{ vendor: 'toko', name: 'Tokobaru' }])
  expect(await called()).toBe('Tokobaru')
})

test('a test tells whose account it is, or why not, and keeps nothing', async () => {
  const { maya, storage, workspaceId } = await open()
  const ask = async (value: string) => {
    const body = { vendor: 'toko', settings: key(value) }
    return (await answerOf(connectionEndpoints.testConnection, await maya('POST', '/v1/connections/test', { body })))
      .data
  }
  expect(await ask('one')).toEqual({
    account: { id: 'one', name: 'Toko one', reads_per_minute: 600, writes_per_minute: null },
    problem: null,
  })
  expect(await ask('wrong key')).toEqual({
    account: null,
    problem: { kind: 'auth', code: 'bad_key', message: 'No key is ….' },
  })
  expect((await listSettings(storage.db, workspaceId)).size).toBe(0)
})

test('an added connection is named after its account, is served at once, and its key is sealed', async () => {
  const { added, storage, workspaceId, rung, maya } = await open()
  const { setup, webhook_secret: secret } = await added()
  expect([setup.connection.name, setup.source, setup.account_id, secret]).toEqual([`Toko ${KEY}`, 'here', KEY, null])
  expect(setup.settings).toEqual([{ name: 'api_key', value: null }])
  expect((await added('nameless')).setup.connection.name).toBe('Toko')
  expect(setup.webhook).toEqual({
    url: `http://localhost:4600/hooks/${setup.connection.id}`,
    secret: 'theirs',
    public: false,
    subscription: null,
    last_delivery_at: null,
  })
  expect(rung).toContain('reload')
  const settings = await settingsOf(storage.db, workspaceId, setup.connection.id)
  expect(settings?.secrets.get('api_key')).toMatch(/^v1\.[\w.-]+$/)
  expect(await listed(maya)).toContainEqual([setup.connection.id, 'catching_up'])
})

test('a secret stands in no answer, whatever is asked, and nowhere in the database', async () => {
  const gateway = await open()
  const { maya, added, change, storage, unexpected } = gateway
  const { setup } = await added('one hidden_key_1')
  const { id } = setup.connection
  const answers = [
    await change(id, { settings: [{ name: 'webhook_secret', value: 'hidden_hook_1' }] }),
    await change(id, { settings: key('wrong hidden_key_2') }),
    await change(id, { settings: key('two hidden_key_3') }),
    await change(id, { settings: key('one hidden_key_4') }),
    await change(id, { base_url: 'https://hidden_key_5@vendor.example' }),
    await maya('POST', '/v1/connections/test', { body: { connection_id: id, settings: [] } }),
    await maya('POST', '/v1/connections/test', { body: { connection_id: id, settings: key('wrong hidden_key_6') } }),
    await maya('GET', `/v1/connections/${id}`),
    await maya('GET', '/v1/connections'),
    await maya('GET', '/v1/vendors'),
    await maya('DELETE', `/v1/connections/${id}`),
  ]
  const said = (await Promise.all(answers.map((answer) => answer.text()))).join('\n')
  expect(said).not.toContain('hidden_')
  for (const { name } of await storage.db.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(storage.db)
    expect(JSON.stringify(rows)).not.toContain('hidden_')
  }
  expect(unexpected).toEqual([])
})

test('an account is connected once, also when somebody adds it twice at the same moment', async () => {
  const { add, added } = await open()
  const answers = await Promise.all([add('one a'), add('one b')])
  expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]))
  expect(await errorOf(await add('one c'))).toMatchObject({ status: 409, code: 'already_exists', param: 'account' })
  await added('two')
})

test('what is incomplete, unknown or refused by the vendor is not kept', async () => {
  const { add } = await open()
  const outcomes = [
    await add(KEY, { vendor: 'nobody' }),
    await add(KEY, { settings: [] }),
    await add(KEY, { settings: [...key(KEY), { name: 'colour', value: 'red' }] }),
    await add('wrong'),
  ]
  expect(await Promise.all(outcomes.map(errorOf))).toEqual([
    { status: 400, code: 'invalid_field_value', param: 'vendor' },
    { status: 400, code: 'missing_required_field', param: 'api_key' },
    { status: 400, code: 'invalid_field_value', param: 'colour' },
    { status: 422, code: 'connection_failed' },
  ])
})

test.each([
  'http://api.toko.example',
  'https://127.0.0.1/v1',
  'https://[::1]/v1',
  'https://localhost',
  'https://intranet/v1',
  'https://inside.example/v1',
  'https://user:pass@api.toko.example',
  'https://api.toko.example/?next=1',
  'ftp://api.toko.example',
  'javascript:alert(1)',
])('%s is no address that a key is sent to', async (base_url) => {
  const { add } = await open()
  expect(await errorOf(await add(KEY, { base_url }))).toEqual({
    status: 400,
    code: 'invalid_field_value',
    param: 'base_url',
  })
})

test('where it is allowed a vendor may be on this machine, and without TLS there only', async () => {
  const { add } = await open({ allowsPrivate: true })
  expect((await add('one', { base_url: 'http://127.0.0.1:4701/v1' })).status).toBe(200)
  expect((await add('two', { base_url: 'http://api.toko.example' })).status).toBe(400)
})

test('a name that came to lead inside after it was judged is not fetched from', async () => {
  const { added, last } = await open()
  await added()
  await expect(last()?.fetch('https://inside.example/v1/me')).rejects.toThrow('inside our own network')
})

test('a kept key goes to the host that it was given for, and to no other', async () => {
  const { added, change, last, maya } = await open()
  const { id } = (await added('one')).setup.connection
  const base_url = 'https://elsewhere.example/v1'
  const asked = await maya('POST', '/v1/connections/test', { body: { connection_id: id, base_url, settings: [] } })
  expect(await errorOf(asked)).toMatchObject({ status: 400, code: 'missing_required_field', param: 'api_key' })
  expect(await errorOf(await change(id, { base_url }))).toMatchObject({ code: 'missing_required_field' })
  expect(last()?.baseUrl).toBe('https://api.toko.example/v1')
  expect((await change(id, { base_url, settings: key('one anew') })).status).toBe(200)
  expect(last()).toMatchObject({ baseUrl: base_url, apiKey: 'one anew' })
})

test('a connection is renamed, paused and resumed without asking the vendor', async () => {
  const { added, change, seen, maya } = await open()
  const { id } = (await added('one')).setup.connection
  const before = seen.length
  await change(id, { name: 'Jakarta', paused: true })
  expect(await listed(maya)).toContainEqual([id, 'paused'])
  await change(id, { paused: false })
  expect(await listed(maya)).toContainEqual([id, 'catching_up'])
  expect(seen).toHaveLength(before)
})

test('settings that open another account are refused, and the old ones stay', async () => {
  const { added, change, storage, workspaceId } = await open()
  const { id } = (await added('one')).setup.connection
  expect(await errorOf(await change(id, { settings: key('two') }))).toMatchObject({ param: 'account' })
  const settings = await settingsOf(storage.db, workspaceId, id)
  if (settings === undefined) throw new Error('It was added.')
  const opened = openSecrets(createSealer([SECRET]), { workspace_id: workspaceId, id }, settings)
  expect(opened?.get('api_key')).toBe('one')
})

test('a webhook secret of ours is made and told once, and can be made anew', async () => {
  const { added, change, maya, storage, workspaceId } = await open({ webhooks: 'ours' })
  const { setup, webhook_secret: first } = await added('one')
  expect(first).toMatch(/^sgw_\w{40}$/)
  const { id } = setup.connection
  const read = await maya('GET', `/v1/connections/${id}`)
  expect(await read.clone().text()).not.toContain(first)
  expect((await answerOf(connectionEndpoints.getConnection, read)).data.settings).toEqual([
    { name: 'api_key', value: null },
  ])
  const anew = await answerOf(connectionEndpoints.changeConnection, await change(id, { new_webhook_secret: true }))
  expect(anew.data.webhook_secret).toMatch(/^sgw_\w{40}$/)
  expect(anew.data.webhook_secret).not.toBe(first)
  const theirs = await change(id, { settings: [...key('one'), { name: 'webhook_secret', value: 'x' }] })
  expect(await errorOf(theirs)).toMatchObject({ param: 'webhook_secret' })
  expect((await change(id, { settings: [{ name: 'webhook_secret', value: '' }] })).status).toBe(200)
  expect((await settingsOf(storage.db, workspaceId, id))?.secrets.has('webhook_secret')).toBe(false)
})

test('where we subscribe ourselves no secret has to be pasted, until somebody asks for one', async () => {
  const { added, change } = await open({ webhooks: 'ours', subscribes: true })
  const { setup, webhook_secret: secret } = await added('one')
  expect(secret).toBeNull()
  const asked = await change(setup.connection.id, { new_webhook_secret: true })
  expect((await answerOf(connectionEndpoints.changeConnection, asked)).data.webhook_secret).toMatch(/^sgw_/)
})

test('a removed connection keeps its history and no secret, and is taken up again with the same account', async () => {
  const { added, change, maya, storage, workspaceId, insert } = await open()
  const { id } = (await added('one', { name: 'Jakarta' })).setup.connection
  await insert([{ id: 'cnv_a', connection_id: id }])
  await maya('PATCH', '/v1/conversations/cnv_a', { body: { status: 'resolved' } })
  const removed = await answerOf(connectionEndpoints.removeConnection, await maya('DELETE', `/v1/connections/${id}`))
  expect(removed.data).toEqual({ id, withdrawn: 1, subscription: null })
  expect((await settingsOf(storage.db, workspaceId, id))?.secrets).toEqual(new Map())
  expect(await listed(maya)).not.toContainEqual([id, expect.anything()])
  expect(await errorOf(await change(id, { name: 'x' }))).toMatchObject({ status: 404 })
  expect(await (await maya('GET', '/v1/conversations/cnv_a')).json()).toMatchObject({
    data: { status: 'resolved', sync: { state: 'synced' } },
  })
  await maya('PATCH', '/v1/conversations/cnv_a', { body: { status: 'open' } })
  expect(await (await maya('GET', '/v1/conversations/cnv_a')).json()).toMatchObject({
    data: { status: 'open', sync: { state: 'synced' } },
  })
  expect(await errorOf(await maya('GET', '/v1/conversations/cnv_a/messages'))).toEqual({
    status: 410,
    code: 'connection_removed',
  })
  const again = await added('one')
  expect(again.setup.connection.id).toBe(id)
  expect((await getConnection(storage.db, workspaceId, id))?.name).toBe('Toko one')
})

test('what the environment set up is shown as that and cannot be changed here', async () => {
  const { change, maya } = await open()
  const { data } = await answerOf(connectionEndpoints.getConnection, await maya('GET', '/v1/connections/con_a'))
  expect([data.source, data.settings]).toEqual(['environment', []])
  for (const response of [await change('con_a', { name: 'x' }), await maya('DELETE', '/v1/connections/con_a')]) {
    expect(await errorOf(response)).toEqual({ status: 409, code: 'set_by_environment' })
  }
})

test('where secrets cannot be kept safe no connection is added', async () => {
  const { add } = await open({ sealer: null })
  expect(await errorOf(await add())).toEqual({ status: 409, code: 'secrets_not_kept' })
})

test('an admin sets up connections as an owner does, and decides nothing about people', async () => {
  const { rina, storage, workspaceId } = await open()
  expect((await rina('GET', '/v1/vendors')).status).toBe(403)
  await storage.write((tx) => updateAgent(tx, workspaceId, 'agt_rina', { role: 'admin' }))
  expect((await rina('GET', '/v1/vendors')).status).toBe(200)
  const promoted = await rina('PATCH', '/v1/agents/agt_rina', { body: { role: 'owner' } })
  expect(await errorOf(promoted)).toEqual({ status: 403, code: 'permission_denied' })
})

test('an owner says who may do what, and somebody stays owner', async () => {
  const { maya, rina } = await open()
  const set = (id: string, role: string) => maya('PATCH', `/v1/agents/${id}`, { body: { role } })
  expect(await errorOf(await set('agt_maya', 'agent'))).toEqual({ status: 409, code: 'last_owner' })
  expect(await errorOf(await set('agt_nobody', 'admin'))).toMatchObject({ status: 404 })
  expect(await (await set('agt_rina', 'owner')).json()).toMatchObject({ data: { role: 'owner' } })
  expect((await set('agt_maya', 'agent')).status).toBe(200)
  expect((await rina('GET', '/v1/identities')).status).toBe(200)
  expect((await maya('GET', '/v1/identities')).status).toBe(403)
})

test('rows that could not be read are told with the reason, and come with what the vendor sent as a file', async () => {
  const { maya, rina, storage, workspaceId } = await open()
  const row = { connection_id: 'con_a', key: 'k', vendor_id: 'cnv_1', reason: 'no status', payload: '{"a":"<b>\\n"}' }
  await storage.write((tx) => putQuarantine(tx, workspaceId, row, 5))
  const { data } = await answerOf(
    connectionEndpoints.listQuarantined,
    await maya('GET', '/v1/connections/con_a/quarantine'),
  )
  expect(data).toMatchObject([{ vendor_id: 'cnv_1', reason: 'no status', seen: 1 }])
  const file = await maya('GET', '/v1/connections/con_a/quarantine.jsonl')
  expect(file.headers.get('Content-Disposition')).toContain('attachment')
  const [line = '', ...rest] = (await file.text()).split('\n')
  expect([JSON.parse(line).payload, rest]).toEqual([row.payload, ['']])
  expect((await rina('GET', '/v1/connections/con_a/quarantine.jsonl')).status).toBe(403)
})
