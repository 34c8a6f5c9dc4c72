import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { createClient } from './client.ts'
import { answering } from '../kit/stand-ins.ts'
import { API_KEY, configWith, fixture, NOW } from './stand-ins.ts'

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  return () => Response.json(body, { status, headers })
}
const ok = json(200, { data: {} })
const reset = NOW / 1000 + 30

async function failure(overrides: Partial<ConnectorConfig>, signal?: AbortSignal): Promise<ConnectorError> {
  const error: unknown = await createClient(configWith(overrides))
    .get(['conversations'], {}, signal)
    .catch((error: unknown) => error)
  if (error instanceof ConnectorError) return error
  throw new Error('expected a ConnectorError', { cause: error })
}

test.each([
  ['https://vendor.test/v1', 'https://vendor.test/v1/conversations?status=open'],
  ['https://vendor.test/v1/', 'https://vendor.test/v1/conversations?status=open'],
  ['https://vendor.test/a/b//', 'https://vendor.test/a/b/conversations?status=open'],
  ['http://127.0.0.1:4701', 'http://127.0.0.1:4701/conversations?status=open'],
  ['https://vendor.test/v1?key=1#top', 'https://vendor.test/v1/conversations?status=open'],
])('%s keeps its path and takes the resource behind it', async (baseUrl, expected) => {
  const { fetch, requests } = answering(ok)
  await createClient(configWith({ baseUrl, fetch })).get(['conversations'], { status: 'open', cursor: undefined })
  expect(requests[0]?.url).toBe(expected)
})

test('the phone style scopes conversations, messages and contacts, and leaves /me at the root', async () => {
  const { fetch, requests } = answering(ok)
  const options = { pathStyle: 'phone', phoneNumberId: '106540352242922' }
  const client = createClient(configWith({ fetch, options }))
  await client.get(['conversations', 'cnv_1'])
  await client.get(['messages'])
  await client.get(['contacts'])
  await client.get(['me'])
  expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
    '/v1/106540352242922/conversations/cnv_1',
    '/v1/106540352242922/messages',
    '/v1/106540352242922/contacts',
    '/v1/me',
  ])
})

test.each([
  ['invalid_base_url', { baseUrl: 'vendor' }],
  ['invalid_base_url', { baseUrl: 'ftp://vendor.test' }],
  ['invalid_base_url', { baseUrl: `https://user:${API_KEY}@vendor.test` }],
  ['invalid_option', { options: { pathStyle: 'phone' } }],
  ['invalid_option', { options: { pathStyle: 'phone', phoneNumberId: '../me' } }],
  ['invalid_option', { options: { pathStyle: 'legacy' } }],
  ['invalid_option', { options: { timeoutMs: 'soon' } }],
  ['invalid_option', { options: { timeoutMs: '0' } }],
])('a configuration fault is %s on the call, and nothing is sent', async (code, overrides) => {
  const { fetch, requests } = answering(ok)
  expect(await failure({ fetch, ...overrides })).toMatchObject({ kind: 'rejected', code })
  expect(requests).toEqual([])
})

test('the key travels as a bearer header, without the white space it was pasted with', async () => {
  const { fetch, requests } = answering(ok)
  await createClient(configWith({ apiKey: ` ${API_KEY}\n`, fetch })).get(['me'])
  expect(requests[0]?.headers.get('authorization')).toBe(`Bearer ${API_KEY}`)
})

test.each([[''], ['  '], ['kdv_live_a\nb'], ['kdv_live_ключ']])(
  'the key %j cannot stand in a header: auth, without a call and without quoting it',
  async (apiKey) => {
    const { fetch, requests } = answering(ok)
    const error = await failure({ apiKey, fetch })
    expect(error).toMatchObject({ kind: 'auth', code: 'invalid_api_key', cause: undefined })
    expect(error.message).not.toContain('kdv_live')
    expect(requests).toEqual([])
  },
)

test('a patch is sent as JSON', async () => {
  const { fetch, requests } = answering(ok)
  await createClient(configWith({ fetch })).patch(['conversations', 'cnv_1'], { status: 'open' })
  expect(requests[0]?.method).toBe('PATCH')
  expect(requests[0]?.headers.get('content-type')).toBe('application/json')
  expect(await requests[0]?.json()).toEqual({ status: 'open' })
})

const documented = z
  .array(
    z.object({
      status: z.int(),
      type: z.string(),
      code: z.string(),
      param: z.optional(z.string()),
      kind: z.string(),
    }),
  )
  .parse(fixture('errors'))

test.each(documented)('$status $code is $kind', async ({ status, type, code, param, kind }) => {
  const message = `No. ${API_KEY}`
  const body = { error: { type, code, message, param, request_id: 'req_1' } }
  const error = await failure({ fetch: answering(json(status, body, { 'X-Request-Id': 'req_header' })).fetch })
  expect(error).toMatchObject({ kind, code, status, param: param ?? null, vendorRequestId: 'req_header' })
  expect(error.message).not.toContain(API_KEY)
})

test.each([
  [402, 'rejected', 'http_402'],
  [404, 'not_found', 'http_404'],
  [408, 'unreachable', 'http_408'],
  [502, 'unreachable', 'http_502'],
  [301, 'unreachable', 'redirected'],
  [304, 'unreachable', 'redirected'],
])('a %i without the vendor’s envelope is %s with the code %s', async (status, kind, code) => {
  const page = () => new Response(status === 304 ? null : '<h1>Sorry</h1>', { status })
  expect(await failure({ fetch: answering(page).fetch })).toMatchObject({ kind, code, status, vendorRequestId: null })
})

test.each([
  [{ code: 'outside_24h_window' }, 'rejected', 'outside_24h_window'],
  [{ code: '131047' }, 'rejected', 'outside_24h_window'],
  [{ code: 'whatsapp_upstream_error', provider_code: 132015 }, 'rejected', 'template_paused'],
  [{ code: 'whatsapp_upstream_error', provider_code: 131000 }, 'unreachable', 'whatsapp_upstream_error'],
])('a 502 with %j is %s', async (error, kind, code) => {
  expect(await failure({ fetch: answering(json(502, { error })).fetch })).toMatchObject({ kind, code, status: 502 })
})

test('the request id is taken from the body when the header is missing', async () => {
  const body = { error: { code: 'brand_new_code', request_id: 'req_body' } }
  expect(await failure({ fetch: answering(json(400, body)).fetch })).toMatchObject({
    code: 'brand_new_code',
    vendorRequestId: 'req_body',
  })
})

test('what stands in place of a code and does not look like one is not handed on', async () => {
  const body = { error: { code: `Bearer ${API_KEY}` } }
  expect(await failure({ fetch: answering(json(400, body)).fetch })).toMatchObject({ code: 'http_400' })
})

test.each([
  ['Retry-After in seconds', { 'Retry-After': '7', 'X-RateLimit-Reset': String(reset) }, 7000],
  ['Retry-After as a date', { 'Retry-After': new Date(NOW + 5000).toUTCString() }, 5000],
  [
    'the reset, when the date has passed by our clock',
    { 'Retry-After': new Date(NOW - 5000).toUTCString(), 'X-RateLimit-Reset': String(reset) },
    30_000,
  ],
  ['a second, when what was told is no time', { 'Retry-After': '-5' }, 1000],
  ['a second, when it is none at all', { 'Retry-After': '0' }, 1000],
  ['the reset, without Retry-After', { 'X-RateLimit-Reset': String(reset) }, 30_000],
  ['a second, when the reset has passed', { 'X-RateLimit-Reset': String(NOW / 1000 - 5) }, 1000],
  ['a second, without any header', {}, 1000],
  ['an hour at most', { 'Retry-After': '99999999' }, 3_600_000],
])('a 429 waits for %s', async (_, headers, retryAfterMs) => {
  const { fetch } = answering(json(429, { error: { code: 'rate_limit_exceeded' } }, headers))
  expect(await failure({ fetch })).toMatchObject({ kind: 'rate_limited', retryAfterMs })
})

test('a 503 hands on the wait it asks for, and none when it does not', async () => {
  const down = json(503, {}, { 'Retry-After': '3' })
  expect(await failure({ fetch: answering(down).fetch })).toMatchObject({ retryAfterMs: 3000 })
  expect(await failure({ fetch: answering(json(503, {})).fetch })).toMatchObject({ retryAfterMs: null })
})

test('reads and writes have budgets of their own, each from the last answer that told it', async () => {
  const limits = (limit: number, remaining: number) => ({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(reset),
  })
  const { fetch } = answering(
    json(200, {}, limits(600, 599)),
    json(200, {}, limits(60, 59)),
    json(200, {}, { 'X-RateLimit-Limit': 'many' }),
  )
  const client = createClient(configWith({ fetch }))
  expect(client.budget('read')).toBeNull()
  await client.get(['me'])
  expect(client.budget('write')).toBeNull()
  await client.patch(['conversations', 'cnv_1'], {})
  await client.get(['me'])
  expect(client.budget('read')).toEqual({ limit: 600, remaining: 599, resetAt: reset * 1000 })
  expect(client.budget('write')).toEqual({ limit: 60, remaining: 59, resetAt: reset * 1000 })
})

test('a refusal updates the budget as a success does', async () => {
  const headers = { 'X-RateLimit-Limit': '600', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(reset) }
  const client = createClient(configWith({ fetch: answering(json(429, {}, headers)).fetch }))
  await expect(client.get(['me'])).rejects.toThrow(ConnectorError)
  expect(client.budget('read')?.remaining).toBe(0)
})

test.each([['<h1>Log in</h1>'], [''], ['{"data":']])('a success whose body is %j is malformed', async (body) => {
  const page = () => new Response(body, { headers: { 'X-Request-Id': 'req_1' } })
  expect(await failure({ fetch: answering(page).fetch })).toMatchObject({
    kind: 'malformed',
    code: 'bad_json',
    vendorRequestId: 'req_1',
  })
})

test('a lost connection is unreachable and keeps its cause', async () => {
  const cause = new TypeError('fetch failed')
  expect(await failure({ fetch: () => Promise.reject(cause) })).toMatchObject({
    kind: 'unreachable',
    code: 'network',
    cause,
  })
})

test('a connection lost in the middle of the body is unreachable', async () => {
  const { fetch } = answering(() => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) })
    return new Response(body)
  })
  expect(await failure({ fetch })).toMatchObject({ kind: 'unreachable', code: 'network' })
})

const silent: ConnectorConfig['fetch'] = (_, init) =>
  new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))))

test('a vendor that does not answer in time is unreachable', async () => {
  expect(await failure({ fetch: silent, options: { timeoutMs: '10' } })).toMatchObject({
    kind: 'unreachable',
    code: 'timeout',
  })
})

test('a call that its caller ends says so', async () => {
  const controller = new AbortController()
  const failed = failure({ fetch: silent }, controller.signal)
  controller.abort()
  expect(await failed).toMatchObject({ kind: 'unreachable', code: 'aborted' })
})

test('redirects are not followed, so the key stays with the host it belongs to', async () => {
  const { fetch, requests } = answering(() => {
    return new Response(null, { status: 302, headers: { Location: 'https://elsewhere.test/' } })
  })
  await failure({ fetch })
  expect(requests.map(({ redirect }) => redirect)).toEqual(['manual'])
})

test('a NUL in a text is replaced, because PostgreSQL cannot store one', async () => {
  const { fetch } = answering(() => new Response(String.raw`{"name":"A\u0000na","path":"C:\\u0000"}`))
  const read = await createClient(configWith({ fetch })).get(['me'])
  expect(read).toEqual({ name: 'A\uFFFDna', path: String.raw`C:\u0000` })
})
