import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import type { ChannelSending } from '#connectors/sending.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller, TestGatewayOptions } from '#gateway/testing/test-gateway.ts'
import { neverAsked, silentConnector } from '#gateway/testing/silent-connector.ts'

const BUDI = '+6281299998888'
const SHOP = '+6285117600829'
const template = { name: 'follow_up', language: 'id_ID', variables: ['Budi'] }
const approved = { name: 'follow_up', language: 'id_ID', body: 'Halo {{1}}', variables: 1 }

const sends: ChannelSending = { maxText: 100, hasWindow: true, hasTemplates: true, files: null, startsWith: 'number' }
const connector = silentConnector({
  sending: { keyLifeMs: 1000, send: neverAsked, listTemplates: async () => [approved] },
  channels: { whatsapp: { holds: [], sends } },
})

async function openGateway(options: TestGatewayOptions = {}) {
  const given = { connector, ...options }
  return createTestGateway({ ...given, askVendor: async (_, ask) => ask(given.connector) })
}

const accountOf = (own: string) => ({ account_phone: own, account_key: own.slice(1) })
const post = (by: Caller, body: object, key: string | null = 'key_00001') =>
  by('POST', '/v1/conversations', {
    body: { connection: 'con_a', to: BUDI, template, ...body },
    headers: key === null ? {} : { 'Idempotency-Key': key },
  })
const started = async (response: Response) => (await answerOf(endpoints.startConversation, response)).data
const listed = async (by: Caller) =>
  (await answerOf(endpoints.listFirstMessages, await by('GET', '/v1/first-messages'))).data

test('a template to a new number is taken, and its author alone sees what becomes of it', async () => {
  const { maya, rina, rung } = await openGateway()
  const answer = await started(await post(maya, { to: '0812 9999-8888' }))
  expect(answer).toMatchObject({
    outcome: 'taken',
    conversation: null,
    first_message: { to: BUDI, text: 'Halo Budi', delivery: { state: 'waiting' }, author: { name: 'maya' } },
  })
  expect(rung).toEqual(['sends con_a'])
  expect(await listed(maya)).toEqual([answer.first_message])
  expect(await listed(rina)).toEqual([])
})

test('repeating a submit is answered with its message, and with what another spelling of the number says', async () => {
  const { maya, rina } = await openGateway()
  const first = await started(await post(maya, {}))
  expect(await started(await post(maya, { to: '62 812 9999 8888' }))).toEqual(first)
  expect(await started(await post(rina, {}, 'key_00002'))).toEqual({ ...first, outcome: 'under_way' })
  expect(await errorOf(await post(maya, { to: '+14155550199' }))).toEqual({
    status: 422,
    code: 'idempotency_key_reuse',
  })
})

test('a number that is known is answered with its conversation, the newest that is not resolved', async () => {
  const at = { contact_phone: BUDI, ...accountOf(SHOP) }
  const { maya } = await openGateway({
    conversations: [
      { id: 'cnv_old', ...at, last_message_ms: 1000 },
      { id: 'cnv_done', ...at, last_message_ms: 2000, status: 'resolved' },
    ],
  })
  const answer = await started(await post(maya, {}))
  expect(answer).toMatchObject({ outcome: 'exists', first_message: null, conversation: { id: 'cnv_old' } })
  expect(await listed(maya)).toEqual([])
})

test('where several numbers are connected, the one that writes is to be named', async () => {
  const other = '+628110001111'
  const { maya } = await openGateway({
    conversations: [
      { id: 'cnv_ana', contact_phone: '+6281200000001', ...accountOf(SHOP) },
      { id: 'cnv_sari', contact_phone: '+6281200000002', ...accountOf(other) },
    ],
  })
  expect(await errorOf(await post(maya, {}))).toEqual({ status: 400, code: 'missing_required_field', param: 'from' })
  expect(await started(await post(maya, { from: '0811-0001-111' }))).toMatchObject({
    outcome: 'taken',
    first_message: { from: other },
  })
})

test('a customer of another of our numbers is known, too; a conversation with the number that is to write comes first', async () => {
  const other = '+628110001111'
  const { maya, insert } = await openGateway({
    conversations: [{ id: 'cnv_shop', contact_phone: BUDI, last_message_ms: 2000, ...accountOf(SHOP) }],
  })
  expect(await started(await post(maya, { from: other }))).toMatchObject({
    outcome: 'exists',
    conversation: { id: 'cnv_shop' },
  })
  await insert([{ id: 'cnv_other', contact_phone: BUDI, last_message_ms: 1000, ...accountOf(other) }])
  expect(await started(await post(maya, { from: other }))).toMatchObject({ conversation: { id: 'cnv_other' } })
})

test.each([
  ['a number without a country', { to: '8123456789' }, { status: 400, code: 'invalid_field_value', param: 'to' }],
  ['a number that is none', { from: 'toko' }, { status: 400, code: 'invalid_field_value', param: 'from' }],
  [
    'a connection that is not there',
    { connection: 'con_x' },
    { status: 400, code: 'invalid_field_value', param: 'connection' },
  ],
  [
    'a connection that sends nothing',
    { connection: 'con_b' },
    { status: 422, code: 'cannot_send', param: 'connection' },
  ],
  [
    'a template that is not approved',
    { template: { ...template, name: 'other' } },
    { status: 400, code: 'invalid_field_value', param: 'template.name' },
  ],
  [
    'a template with a value too few',
    { template: { ...template, variables: [] } },
    { status: 400, code: 'invalid_field_value', param: 'template.variables' },
  ],
  ['a free text', { text: 'Halo' }, { status: 400, code: 'unknown_field', param: 'text' }],
])('%s is refused, and nothing is kept', async (_, body, error) => {
  const { maya } = await openGateway()
  expect(await errorOf(await post(maya, body))).toEqual(error)
  expect(await listed(maya)).toEqual([])
})

test('a vendor without templates, or without a window, offers no first message', async () => {
  for (const less of [{ hasTemplates: false }, { hasWindow: false }, { startsWith: null }]) {
    const channels = { whatsapp: { holds: [], sends: { ...sends, ...less } } }
    const { maya } = await openGateway({ connector: { ...connector, channels } })
    expect(await errorOf(await post(maya, {}))).toEqual({ status: 422, code: 'cannot_send', param: 'connection' })
  }
})

test('a submit brings a key, and one that no message of a thread has', async () => {
  const { maya } = await openGateway({ conversations: [{ id: 'cnv_a', contact_phone: '+6281200000001' }] })
  const header = { status: 400, param: 'Idempotency-Key' }
  expect(await errorOf(await post(maya, {}, null))).toEqual({ ...header, code: 'missing_required_field' })
  expect(await errorOf(await post(maya, {}, 'x'))).toEqual({ ...header, code: 'invalid_field_value' })
  const intoThread = () =>
    maya('POST', '/v1/conversations/cnv_a/messages', {
      body: { template },
      headers: { 'Idempotency-Key': 'key_00001' },
    })
  expect((await post(maya, {})).status).toBe(200)
  expect(await errorOf(await intoThread())).toEqual({ status: 422, code: 'idempotency_key_reuse' })
})

test('what waits can be given up by its author, and its key sends nothing from then on', async () => {
  const { maya, rina } = await openGateway()
  const { first_message } = await started(await post(maya, {}))
  const address = `/v1/first-messages/${first_message?.id}`
  expect(await errorOf(await rina('DELETE', address))).toEqual({ status: 404, code: 'resource_not_found' })
  expect((await maya('DELETE', address)).status).toBe(200)
  expect(await listed(maya)).toEqual([])
  expect(await errorOf(await maya('POST', `${address}/retry`))).toEqual({ status: 404, code: 'resource_not_found' })
  const again = await started(await post(maya, {}))
  expect(again.first_message?.delivery).toEqual({ state: 'failed', code: 'discarded' })
  expect(await listed(maya)).toEqual([])
})
