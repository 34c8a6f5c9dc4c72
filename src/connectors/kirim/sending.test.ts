import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryStates } from '#contract/message.ts'
import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingContent } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { createKirim } from './index.ts'
import { answering } from '../kit/stand-ins.ts'
import { ANYWHERE, configWith, fixture } from './stand-ins.ts'

const json = (body: unknown, status = 200) => {
  return () => Response.json(body, { status })
}
const text: OutgoingContent = { type: 'text', text: 'Halo *kak* 🙏' }
const taken = json(fixture('message-sent'), 202)
const phone = { pathStyle: 'phone', phoneNumberId: '106540352242922' }

function kirim(answers: readonly (() => Response)[], options: ConnectorConfig['options'] = {}) {
  const { fetch, requests } = answering(...answers)
  const { sending } = createKirim(configWith({ fetch, options }))
  if (sending === undefined) throw new Error('this vendor takes messages')
  const send = (content: OutgoingContent = text, from: string | null = '+6285117600829', key = 'key-1') =>
    sending.send({ ...ANYWHERE, to: '+6281234567890', from, content }, key)
  const body = async (): Promise<unknown> => requests[0]?.clone().json()
  return { sending, send, requests, body }
}

test('a text goes to POST /messages from the account’s number, under the key that it was given', async () => {
  const { send, requests, body } = kirim([taken])
  await send()
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST https://vendor.test/v1/messages'])
  expect(requests[0]?.headers.get('idempotency-key')).toBe('key-1')
  expect(requests[0]?.headers.get('content-type')).toBe('application/json')
  expect(await body()).toEqual({
    from: '+6285117600829',
    to: '+6281234567890',
    type: 'text',
    text: { body: 'Halo *kak* 🙏' },
  })
})

test('without a number of the account the vendor is left to choose it', async () => {
  const { send, body } = kirim([taken])
  await send(text, null)
  expect(Object.keys(Object(await body()))).toEqual(['to', 'type', 'text'])
})

test('later generations have the sender in the path, and name Meta’s product', async () => {
  const { send, requests, body } = kirim([taken], phone)
  await send()
  expect(requests[0]?.url).toBe('https://vendor.test/v1/106540352242922/messages')
  expect(await body()).toEqual({
    messaging_product: 'whatsapp',
    to: '+6281234567890',
    type: 'text',
    text: { body: 'Halo *kak* 🙏' },
  })
})

const file = {
  type: 'media',
  source: 'https://inbox.test/out/abc',
  filename: 'struk.pdf',
  caption: 'Struknya',
} as const

test.each(['image', 'video', 'audio'] as const)('%s goes out by its address, without a name', async (kind) => {
  const { send, body } = kirim([taken])
  await send({ ...file, kind })
  expect(await body()).toMatchObject({ type: kind, [kind]: { url: file.source, caption: 'Struknya' } })
  expect(JSON.stringify(await body())).not.toContain('filename')
})

test('a document has a name, and no caption where there are no words', async () => {
  const { send, body } = kirim([taken])
  await send({ ...file, kind: 'document', caption: null })
  expect(await body()).toEqual({
    from: '+6285117600829',
    to: '+6281234567890',
    type: 'document',
    document: { url: file.source, filename: 'struk.pdf' },
  })
})

test('later generations call the address as Meta does', async () => {
  const { send, body } = kirim([taken], phone)
  await send({ ...file, kind: 'image' })
  expect(await body()).toMatchObject({ image: { link: file.source, caption: 'Struknya' } })
})

test('a template goes out with its values in order, and without components when it has none', async () => {
  const filled = kirim([taken])
  await filled.send({ type: 'template', name: 'order_update', language: 'id_ID', variables: ['Ana', 'sudah dikirim'] })
  expect(await filled.body()).toMatchObject({
    type: 'template',
    template: {
      name: 'order_update',
      language: 'id_ID',
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: 'sudah dikirim' },
          ],
        },
      ],
    },
  })
  const plain = kirim([taken])
  await plain.send({ type: 'template', name: 'follow_up', language: 'id_ID', variables: [] })
  expect(await plain.body()).toMatchObject({ template: { name: 'follow_up', language: 'id_ID' } })
  expect(JSON.stringify(await plain.body())).not.toContain('components')
})

test.each([[200], [201], [202]])('a %i is a receipt', async (status) => {
  const { send } = kirim([json(fixture('message-sent'), status)])
  expect(await send()).toEqual({
    id: 'msg_01HXYZABCDEFGHJKMNPQRSTVWX',
    delivery: { state: 'accepted', code: null },
    createdAt: Date.parse('2026-05-23T10:30:00Z'),
  })
})

test.each([
  [{ id: 'msg_1' }, 'accepted', null],
  [{ id: 'msg_1', status: 'queued' }, 'accepted', null],
  [{ id: 'msg_1', status: 'sent', error: null }, 'sent', null],
  [{ id: 'msg_1', status: 'failed', error: { code: 'recipient_blocked' } }, 'failed', 'recipient_blocked'],
  [{ id: 'msg_1', status: 'failed', error: { provider_code: 131_047 } }, 'failed', 'outside_24h_window'],
  [{ id: 'msg_1', status: 7, created_at: 'yesterday', error: 'none' }, 'accepted', null],
])('the answer %j is a receipt that says %s %s', async (data, state, code) => {
  const { send } = kirim([json({ data })])
  expect(await send()).toEqual({ id: 'msg_1', delivery: { state, code }, createdAt: null })
})

test.each([
  ['an empty body', () => new Response(null, { status: 204 }), 'bad_json'],
  ['a page', () => new Response('<p>OK</p>', { status: 200 }), 'bad_json'],
  ['no data', json({}), 'bad_receipt'],
  ['no id', json({ data: { status: 'pending' } }), 'bad_receipt'],
  ['an empty id', json({ data: { id: '' } }), 'bad_receipt'],
])('an acceptance with %s is malformed: the vendor has the message', async (_, answer, code) => {
  await expect(kirim([answer]).send()).rejects.toMatchObject({ kind: 'malformed', code })
})

test.each([
  [409, 'idempotency_in_progress', 'unreachable'],
  [409, 'idempotency_conflict', 'rejected'],
  [422, 'idempotency_key_reuse', 'rejected'],
  [422, 'whatsapp_number_not_verified', 'rejected'],
  [400, 'outside_24h_window', 'rejected'],
  [400, 'invalid_phone_number', 'rejected'],
  [401, 'expired_api_key', 'auth'],
  [404, 'resource_not_found', 'not_found'],
  [429, 'rate_limit_exceeded', 'rate_limited'],
  [502, 'whatsapp_upstream_error', 'unreachable'],
])('a %i %s is %s', async (status, code, kind) => {
  const refusal = json({ error: { type: 'any', code, message: 'No.', request_id: 'req_1' } }, status)
  await expect(kirim([refusal]).send()).rejects.toMatchObject({ kind, code, status })
})

test.each([[''], ['a b'], ['ключ'], ['a\nb'], ['a'.repeat(256)]])(
  'the key %j cannot stand in a header: refused for good, and nothing is sent',
  async (key) => {
    const { send, requests } = kirim([taken])
    await expect(send(text, null, key)).rejects.toMatchObject({ kind: 'rejected', code: 'invalid_idempotency_key' })
    expect(requests).toEqual([])
  },
)

test('any answer to a send is a receipt or a ConnectorError', async () => {
  const receiptLike = fc.record(
    {
      id: fc.oneof(fc.constant('msg_1'), fc.jsonValue()),
      status: fc.oneof(fc.constantFrom('pending', 'failed', '__proto__', 'constructor'), fc.jsonValue()),
      error: fc.oneof(fc.record({ code: fc.jsonValue(), provider_code: fc.jsonValue() }), fc.jsonValue()),
      created_at: fc.oneof(fc.constantFrom('2026-05-23T10:30:00Z', '0000-01-01T00:00:00Z'), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  const answer = fc.oneof(fc.record({ data: receiptLike }), fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(answer, fc.constantFrom(200, 202, 400, 409, 500), async (body, status) => {
      const outcome: unknown = await kirim([json(body, status)])
        .send()
        .catch((error: unknown) => error)
      if (outcome instanceof ConnectorError) return
      expect(status).toBeLessThan(300)
      expect(outcome).toEqual({
        id: expect.stringMatching(/./s),
        delivery: { state: expect.toBeOneOf([...deliveryStates]), code: expect.toBeOneOf([null, expect.any(String)]) },
        createdAt: expect.toBeOneOf([null, expect.any(Number)]),
      })
    }),
    { numRuns: 500 },
  )
})
