import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { createWapikit } from './index.ts'
import { answering } from '../kit/stand-ins.ts'
import { API_KEY, configWith, NOW } from './stand-ins.ts'

async function failure(config: Partial<ConnectorConfig>): Promise<ConnectorError> {
  const error: unknown = await createWapikit(configWith(config))
    .listConversations({})
    .catch((error: unknown) => error)
  if (error instanceof ConnectorError) return error
  throw new Error('expected a ConnectorError', { cause: error })
}

const empty = () => Response.json({ conversations: [], paginationMeta: {} })

test('the key travels in a header of its own, whose name can be another', async () => {
  const { fetch, requests } = answering(empty)
  await createWapikit(configWith({ fetch, apiKey: ` ${API_KEY}\n` })).listConversations({ limit: 100 })
  await createWapikit(configWith({ fetch, options: { tokenHeader: 'x-access-key' } })).listConversations({})
  expect(requests.map(({ headers }) => [headers.get('x-access-token'), headers.get('x-access-key')])).toEqual([
    [API_KEY, null],
    [null, API_KEY],
  ])
  expect(requests[0]?.url).toBe('https://vendor.test/api/conversations?page=1&per_page=50&status=Active')
})

test.each([
  ['invalid_base_url', { baseUrl: 'vendor' }],
  ['invalid_option', { options: { tokenHeader: 'two words' } }],
  ['invalid_option', { options: { timeoutMs: 'soon' } }],
  ['invalid_api_key', { apiKey: 'ключ' }],
])('a configuration fault is %s on the call, and nothing is sent', async (code, config) => {
  const { fetch, requests } = answering(empty)
  expect(await failure({ fetch, ...config })).toMatchObject({ code })
  expect(requests).toEqual([])
})

const secret = 'pq: password authentication failed'
test.each([
  [400, secret, 'rejected', 'bad_request'],
  [401, secret, 'auth', 'invalid_api_key'],
  [403, { message: secret }, 'rejected', 'http_403'],
  [404, 'conversation not found', 'not_found', 'resource_not_found'],
  [404, { message: 'conversation not found' }, 'not_found', 'resource_not_found'],
  [404, { message: 'Not Found' }, 'not_found', 'http_404'],
  [404, '', 'not_found', 'resource_not_found'],
  [405, { message: 'Method Not Allowed' }, 'rejected', 'unsupported_server'],
  [500, secret, 'unreachable', 'http_500'],
  [503, { error: secret }, 'unreachable', 'http_503'],
])('%i with %j is %s, %s, and its text stays inside', async (status, body, kind, code) => {
  const error = await failure({ fetch: answering(() => Response.json(body, { status })).fetch })
  expect(error).toMatchObject({ kind, code, status })
  expect(error.message).not.toContain(secret)
})

const reset = NOW / 1000 + 90
test.each([
  ['until the reset of the headers', { 'X-RateLimit-Reset': String(reset) }, { reset: reset + 5 }, 90_000],
  ['until the reset of the body', {}, { error: 'no', remaining: 0, reset }, 90_000],
  ['a minute when nothing is told', {}, 'no', 60_000],
])('a 429 waits %s', async (_, headers, body, retryAfterMs) => {
  const fetch = answering(() => Response.json(body, { status: 429, headers })).fetch
  expect(await failure({ fetch })).toMatchObject({ kind: 'rate_limited', retryAfterMs })
})

test.each([['<h1>Log in</h1>'], ['{}'], ['{"conversations":null}']])('a page that is %s is malformed', async (body) => {
  expect(await failure({ fetch: answering(() => new Response(body)).fetch })).toMatchObject({ kind: 'malformed' })
})

test('a receipt without an id is malformed: the customer has a message that nobody can name', async () => {
  const { fetch } = answering(() => Response.json({ message: null }))
  const content = { type: 'text', text: 'Halo' } as const
  const message = { conversationId: 'c1', contactId: null, channel: 'whatsapp', to: null, from: null, content }
  const sent = createWapikit(configWith({ fetch })).sending?.send(message, 'key')
  await expect(sent).rejects.toMatchObject({ kind: 'malformed', code: 'bad_receipt' })
})

test('a row that stands twice on one page is one row, and one that was deleted is none', async () => {
  const contact = { uniqueId: 'p1', name: 'Ana', phone: '6281' }
  const row = { uniqueId: 'c1', status: 'Active', createdAt: '2026-05-23T15:00:00+07:00', contact }
  const conversations = [row, { ...row, assignedTo: { uniqueId: 'm1' } }, { ...row, uniqueId: 'c2', status: 'Deleted' }]
  const { fetch } = answering(() => Response.json({ conversations }))
  const { rows, malformed } = await createWapikit(configWith({ fetch })).listConversations({})
  expect(rows).toMatchObject([{ id: 'c1', assignee: null, createdAt: NOW }])
  expect(malformed).toEqual([])
})

test('a page in place of the stream is malformed, and let go', async () => {
  let isLetGo = false
  const body = new ReadableStream({
    cancel: () => {
      isLetGo = true
    },
  })
  const { fetch, requests } = answering(() => new Response(body, { headers: { 'Content-Type': 'text/html' } }))
  const hear = { opened: () => undefined, told: () => Promise.resolve() }
  const ended = createWapikit(configWith({ fetch })).follow?.(hear, AbortSignal.timeout(5000))
  await expect(ended).rejects.toMatchObject({ kind: 'malformed', code: 'bad_shape' })
  expect(isLetGo).toBe(true)
  expect(requests.map(({ redirect }) => redirect)).toEqual(['manual'])
})

/** Something like a row: the right names with anything behind them. */
const anyRow = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      uniqueId: fc.oneof(fc.constant('c1'), fc.jsonValue()),
      status: fc.oneof(fc.constant('Active'), fc.jsonValue()),
      createdAt: fc.oneof(fc.constant('2026-05-23T15:00:00.123456789+07:00'), fc.jsonValue()),
      contact: fc.oneof(fc.record({ uniqueId: fc.string(), name: fc.jsonValue(), phone: fc.string() }), fc.jsonValue()),
      assignedTo: fc.jsonValue(),
      numberOfUnreadMessages: fc.jsonValue(),
      messages: fc.jsonValue(),
      direction: fc.oneof(fc.constant('InBound'), fc.jsonValue()),
      messageType: fc.oneof(fc.constantFrom('Text', 'Location', 'Reaction'), fc.jsonValue()),
      messageData: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
)

test('whatever stands in its place, every row is read or put aside, and nothing else is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow), async (given) => {
      const { fetch } = answering(() => Response.json({ conversations: given, messages: given }))
      const connector = createWapikit(configWith({ fetch }))
      const list = await connector.listConversations({})
      const thread = await connector.listMessages({ conversationId: 'c1' })
      const ids = list.rows.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const nulls = given.filter((row) => row === null).length
      expect(thread.rows.length + thread.malformed.length + nulls).toBe(given.length)
    }),
  )
})
