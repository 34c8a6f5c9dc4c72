import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { errorBodySchema } from '#contract/error.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { answerUnknownPath, installPlumbing, route } from './http.ts'
import type { Env } from './http.ts'

const key = { workspace_id: 'wsp', id: 'key_1', name: 'Reports', hash: '', created_ms: 0, last_used_ms: null }

type Seen = { query?: unknown; body?: unknown; id?: string }

function makeApp(options: { seen?: Seen; unexpected?: unknown[]; wrongAnswer?: boolean; failing?: () => never } = {}) {
  const app = new Hono<Env>()
  installPlumbing(app, {
    guard: async () => ({ kind: 'key', key, workspaceId: 'wsp' }),
    checkAnswers: true,
    onUnexpected: (error) => options.unexpected?.push(error),
  })
  route(app, endpoints.listConversations, async ({ query }) => {
    Object.assign(options.seen ?? {}, { query })
    return { data: [], has_more: false, next_cursor: null, as_of: options.wrongAnswer === true ? 0.5 : 0 }
  })
  route(app, endpoints.mapIdentity, async ({ body, param }) => {
    Object.assign(options.seen ?? {}, { body, id: param('vendor_user_id') })
    options.failing?.()
    return {
      data: { connection_id: param('id'), vendor_user_id: 'v', name: null, email: null, agent_id: body.agent_id },
    }
  })
  route(app, endpoints.patchConversation, async () => fail('resource_not_found'))
  app.notFound(answerUnknownPath)
  return app
}

async function errorOf(response: Response) {
  const { error } = errorBodySchema.parse(await response.json())
  return { status: response.status, code: error.code, param: error.param }
}

function put(app: ReturnType<typeof makeApp>, body: BodyInit, path = '/v1/connections/con_1/identities/usr_1') {
  return app.request(path, { method: 'PUT', body })
}

test('an answer carries the request id in its body and in a header, and is not stored', async () => {
  const response = await makeApp().request('/v1/conversations')
  const id = response.headers.get('X-Request-Id')
  expect(id).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/)
  expect(await response.json()).toMatchObject({ data: [], request_id: id })
  expect(response.headers.get('Cache-Control')).toBe('no-store')
})

test('the query reaches the handler as the contract reads it', async () => {
  const seen: Seen = {}
  await makeApp({ seen }).request('/v1/conversations?status=open&limit=100&q=Ana%20W')
  expect(seen.query).toEqual({ status: 'open', limit: '100', q: 'Ana W' })
})

test.each([
  ['limit=0', 'invalid_limit', 'limit'],
  ['limit=101', 'invalid_limit', 'limit'],
  ['limit=25.5', 'invalid_limit', 'limit'],
  ['limit=', 'invalid_limit', 'limit'],
  ['limit=1&limit=2', 'invalid_limit', 'limit'],
  ['cursor=', 'invalid_cursor', 'cursor'],
  [`cursor=${'x'.repeat(601)}`, 'invalid_cursor', 'cursor'],
  ['status=closed', 'invalid_field_value', 'status'],
  ['status=open&status=pending', 'invalid_field_value', 'status'],
  ['q=%00', 'invalid_field_value', 'q'],
  ['stauts=open', 'unknown_field', 'stauts'],
])('the query %.30s is answered 400 %s', async (query, code, param) => {
  expect(await errorOf(await makeApp().request(`/v1/conversations?${query}`))).toEqual({ status: 400, code, param })
})

test('a query that is not even encoded is read, not a fault', async () => {
  expect((await makeApp().request('/v1/conversations?q=%E0%A4%A')).status).toBe(200)
})

test.each([
  ['', 'invalid_request', undefined],
  ['{"agent_id":', 'invalid_request', undefined],
  ['null', 'invalid_request', undefined],
  ['[]', 'invalid_request', undefined],
  ['"agt_1"', 'invalid_request', undefined],
  ['{}', 'missing_required_field', 'agent_id'],
  ['{"agent_id":7}', 'invalid_field_value', 'agent_id'],
  ['{"agent_id":null}', 'invalid_field_value', 'agent_id'],
  ['{"agent_id":"a\\u0000"}', 'invalid_field_value', 'agent_id'],
  ['{"agent_id":"agt_1","role":"owner"}', 'unknown_field', 'role'],
])('the body %s is answered 400 %s', async (body, code, param) => {
  expect(await errorOf(await put(makeApp(), body))).toEqual({ status: 400, code, param })
})

test('a field called __proto__ changes nothing', async () => {
  const seen: Seen = {}
  await put(makeApp({ seen }), '{"agent_id":"agt_1","__proto__":{"role":"owner"}}')
  expect(seen.body).toStrictEqual({ agent_id: 'agt_1' })
})

test('a body that is not UTF-8 is answered 400', async () => {
  expect(await errorOf(await put(makeApp(), new Uint8Array([0x22, 0xff, 0x22])))).toMatchObject({
    code: 'invalid_request',
  })
})

test('a PATCH without any field is answered 400', async () => {
  const response = await makeApp().request('/v1/conversations/cnv_1', { method: 'PATCH', body: '{}' })
  expect(await errorOf(response)).toEqual({ status: 400, code: 'missing_required_field', param: undefined })
})

test('more than 1 MB is refused, whether announced or not', async () => {
  const large = JSON.stringify({ agent_id: 'x'.repeat(1024 * 1024) })
  expect(await errorOf(await put(makeApp(), large))).toMatchObject({ status: 413, code: 'payload_too_large' })
  const announced = { method: 'PUT', body: '{}', headers: { 'Content-Length': '1048577' } }
  expect((await makeApp().request('/v1/connections/con_1/identities/usr_1', announced)).status).toBe(413)
})

test('a body nested without end is answered 400', async () => {
  const deep = `{"agent_id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  expect(await errorOf(await put(makeApp(), deep))).toMatchObject({ status: 400, code: 'invalid_field_value' })
})

test('a body that breaks off is no fault of the gateway', async () => {
  const unexpected: unknown[] = []
  const body = new ReadableStream({
    start(controller) {
      controller.error(new Error('socket hang up'))
    },
  })
  const init = { method: 'PUT', body, duplex: 'half' }
  const request = new Request('http://localhost/v1/connections/con_1/identities/usr_1', init)
  expect((await makeApp({ unexpected }).request(request)).status).toBe(400)
  expect(unexpected).toEqual([])
})

test('parts of the path are decoded', async () => {
  const seen: Seen = {}
  await put(makeApp({ seen }), '{"agent_id":"agt_1"}', '/v1/connections/con_1/identities/usr%2F1%20%F0%9F%98%80')
  expect(seen.id).toBe('usr/1 😀')
})

test('a path that no database could hold names nothing', async () => {
  const response = await put(makeApp(), '{"agent_id":"agt_1"}', '/v1/connections/con_1/identities/usr%00')
  expect(await errorOf(response)).toMatchObject({ status: 404, code: 'resource_not_found' })
})

function tooMany(): never {
  return fail('rate_limit_exceeded', { param: 'email', retryAfterSeconds: 7, extra: { conversation: 1 } })
}

test('a failure answers with its row of the table, what it blames, what it adds and how long to wait', async () => {
  const response = await put(makeApp({ failing: tooMany }), '{"agent_id":"agt_1"}')
  expect(response.headers.get('Retry-After')).toBe('7')
  expect(response.status).toBe(429)
  expect(await response.json()).toEqual({
    conversation: 1,
    error: {
      type: 'rate_limit_error',
      code: 'rate_limit_exceeded',
      message: 'Too many requests. Wait for the seconds named in Retry-After.',
      param: 'email',
      request_id: response.headers.get('X-Request-Id'),
    },
  })
})

test('what nobody expected is told to the gateway, and to the caller only as a request id', async () => {
  const unexpected: unknown[] = []
  const error = new Error('connect ECONNREFUSED 10.0.0.7:5432')
  const failing = () => {
    throw error
  }
  const response = await put(makeApp({ failing, unexpected }), '{"agent_id":"agt_1"}')
  expect(unexpected).toEqual([error])
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('10.0.0.7')
})

test('an answer that breaks the contract is a fault here, not at the client', async () => {
  const unexpected: unknown[] = []
  expect((await makeApp({ wrongAnswer: true, unexpected }).request('/v1/conversations')).status).toBe(500)
  expect(unexpected).toHaveLength(1)
})

test('an unknown path is 404; a known one with another method is 405 and says which it takes', async () => {
  expect(await errorOf(await makeApp().request('/v1/nothing'))).toMatchObject({
    status: 404,
    code: 'resource_not_found',
  })
  const response = await makeApp().request('/v1/session', { method: 'PUT' })
  expect(response.headers.get('Allow')).toBe('POST, DELETE')
  expect(await errorOf(response)).toMatchObject({ status: 405, code: 'method_not_allowed' })
})

test('while the database is away an act is to be tried again, not given up, and the fault is recorded', async () => {
  const unexpected: unknown[] = []
  const lost = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })
  const failing = () => {
    throw lost
  }
  const response = await put(makeApp({ unexpected, failing }), '{"agent_id":"agt_1"}')
  expect(response.headers.get('Retry-After')).toBe('1')
  expect(await errorOf(response)).toMatchObject({ status: 503, code: 'service_unavailable' })
  expect(unexpected).toEqual([lost])
})
