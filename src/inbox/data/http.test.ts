import { expect, test, vi } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { ApiError } from './api-error.ts'
import { createCall } from './http.ts'

function callAnswering(answer: () => Promise<Response>) {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(answer)
  const onSignedOut = vi.fn<() => void>()
  return { fetch, onSignedOut, call: createCall({ fetch, clientId: 'tab_1', timeoutMs: 1000, onSignedOut }) }
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  async () =>
    new Response(JSON.stringify(body), { status, headers })

const error = (code: string, param?: string) => ({
  error: {
    type: 'invalid_request_error',
    code,
    message: 'No.',
    request_id: 'req_7',
    ...(param === undefined ? {} : { param }),
  },
})

test('a PATCH names its version, its tab and that it comes from our page', async () => {
  const conversation = makeConversation()
  const { call, fetch } = callAnswering(json(200, { data: conversation, request_id: 'req_1', as_of: 1 }))
  const answer = await call(endpoints.patchConversation, {
    params: { id: 'a/b' },
    body: { status: 'resolved' },
    version: 41,
  })
  expect(answer.data).toEqual(conversation)
  const [url, init] = fetch.mock.calls[0] ?? []
  expect(url).toBe('/v1/conversations/a%2Fb')
  expect(init).toMatchObject({ method: 'PATCH', body: '{"status":"resolved"}', credentials: 'same-origin' })
  expect(new Headers(init?.headers)).toEqual(
    new Headers({
      accept: 'application/json',
      'content-type': 'application/json',
      'if-match': '41',
      'x-sigap-client': 'tab_1',
      'x-sigap-request': '1',
    }),
  )
})

test('a query leaves out what is not set', async () => {
  const { call, fetch } = callAnswering(
    json(200, { data: [], has_more: false, next_cursor: null, request_id: 'r', as_of: 1 }),
  )
  await call(endpoints.listConversations, { query: { status: 'open', q: 'a&b', cursor: undefined } })
  expect(fetch.mock.calls[0]?.[0]).toBe('/v1/conversations?status=open&q=a%26b')
})

test.each([
  [400, 'client'],
  [401, 'auth'],
  [404, 'client'],
  [408, 'timeout'],
  [412, 'conflict'],
  [429, 'rate_limited'],
  [500, 'server'],
  [503, 'server'],
])('a %i is an error of the kind %s, with all that the gateway said', async (status, kind) => {
  const { call } = callAnswering(json(status, error('some_code', 'status'), { 'retry-after': '7' }))
  await expect(call(endpoints.getMe)).rejects.toMatchObject({
    name: 'ApiError',
    kind,
    status,
    code: 'some_code',
    param: 'status',
    requestId: 'req_7',
    retryAfterMs: 7000,
  })
})

test("a proxy's page instead of an answer is told by its status", async () => {
  const { call } = callAnswering(async () => new Response('<html>', { status: 502 }))
  await expect(call(endpoints.getMe)).rejects.toMatchObject({ kind: 'server', code: 'server', status: 502 })
})

test('an answer that the contract does not know is malformed', async () => {
  const { call } = callAnswering(json(200, { data: { agent: 7 } }))
  await expect(call(endpoints.getMe)).rejects.toMatchObject({ kind: 'malformed', status: 200 })
})

test('no network and no answer in time are told apart', async () => {
  const offline = callAnswering(() => Promise.reject(new TypeError('fetch failed')))
  await expect(offline.call(endpoints.getMe)).rejects.toMatchObject({ kind: 'network', status: 0 })
  const slow = callAnswering(() => Promise.reject(new DOMException('slow', 'TimeoutError')))
  await expect(slow.call(endpoints.getMe)).rejects.toMatchObject({ kind: 'timeout' })
})

test("the caller's own abort is no failure of ours", async () => {
  const abort = new AbortController()
  const { call } = callAnswering(() => {
    abort.abort()
    return Promise.reject(new DOMException('aborted', 'AbortError'))
  })
  const failure: unknown = await call(endpoints.getMe, { signal: abort.signal }).catch((thrown: unknown) => thrown)
  expect(failure).not.toBeInstanceOf(ApiError)
})

test('a 401 tells that the session has ended, save from the sign-in itself', async () => {
  const { call, onSignedOut } = callAnswering(json(401, error('authentication_required')))
  await expect(call(endpoints.signIn, { body: { email: 'a@b.c', password: 'x' } })).rejects.toMatchObject({
    kind: 'auth',
  })
  expect(onSignedOut).not.toHaveBeenCalled()
  await expect(call(endpoints.getMe)).rejects.toMatchObject({ kind: 'auth' })
  expect(onSignedOut).toHaveBeenCalledOnce()
})
