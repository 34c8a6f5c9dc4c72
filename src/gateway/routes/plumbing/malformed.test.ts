import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorsOf } from '#contract/endpoint-errors.ts'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import { errorBodySchema, errorTable } from '#contract/error.ts'
import { createTestGateway, ORIGIN } from '#gateway/testing/test-gateway.ts'

const served = [...Object.values(endpoints), ...Object.values(openRoutes)].filter(
  ({ path }) => path !== openRoutes.live.path && path !== '/v1/session',
)

/**
 * Null for what was asked for, or for an error of the table under its own status with the request id of its header; of an endpoint
 * only one that its description names.
 */
async function faultIn(response: Response, described: readonly string[] = Object.keys(errorTable)): Promise<unknown> {
  if (response.ok) return null
  const { error } = errorBodySchema.parse(await response.json())
  const row = Object.entries(errorTable).find(([code]) => code === error.code)?.[1] ?? null
  const isOfTheTable = row !== null && row.status === response.status && row.type === error.type
  const isNamed = error.request_id === response.headers.get('X-Request-Id')
  return isOfTheTable && isNamed && response.status < 500 && described.includes(error.code)
    ? null
    : { status: response.status, error }
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\u0000',
    '..',
    '%',
    '%00',
    '%E0%A4%A',
    '{}',
    "'; drop table conversations; --",
    '\uD800',
    '🫠',
    'null',
    'x'.repeat(10_000),
  ),
)
const segment = fc.oneof(
  nasty.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%00', '%E0%A4%A', '%', '%2F..%2F'),
)
const query = fc.dictionary(
  fc.oneof(
    fc.constantFrom('status', 'limit', 'cursor', 'assignee', 'q', 'account', 'contact_id', 'connection', 'since'),
    nasty,
  ),
  nasty,
  { maxKeys: 4 },
)
const body = fc.oneof(
  fc.json(),
  nasty,
  fc.constantFrom(
    '['.repeat(100_000),
    `${'{"status":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    '{"status":"open","status":1}',
    '{"assigned_to":{"toString":1}}',
    '{"constructor":{}}',
  ),
  fc
    .dictionary(
      fc.constantFrom('status', 'assigned_to', 'email', 'password', 'agent_id', 'code', 'name', 'next', 'current'),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
)
const headerValue = nasty.map((text) => text.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 2000))
const headers = fc.dictionary(
  fc.constantFrom(
    'If-Match',
    'X-Sigap-Client',
    'Last-Event-ID',
    'Content-Type',
    'X-Kirim-Signature',
    'Content-Length',
    'X-Forwarded-For',
  ),
  headerValue,
  { maxKeys: 3 },
)

test('whatever is sent to whichever endpoint, the answer is of the table and never a fault of ours', async () => {
  const { maya, program } = await createTestGateway({ conversations: [{ id: 'cnv_a' }] })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...served),
      fc.array(segment, { minLength: 2, maxLength: 2 }),
      query,
      body,
      headers,
      fc.constantFrom(maya, program),
      async (endpoint, [first = '', second = ''], search, sent, extra, caller) => {
        const { method, path } = endpoint
        const segments = [first, second]
        const address = path.replaceAll(/\{\w+\}/g, () => segments.pop() ?? '')
        const asked = new URLSearchParams(
          Object.entries(search).map(([key, value]): [string, string] => [key.toWellFormed(), value.toWellFormed()]),
        )
        const response = await caller(method, `${address}?${asked}`, {
          headers: extra,
          ...(method === 'GET' ? {} : { body: sent }),
        })
        // An address such as `/v1/agents/../x` is of another endpoint, or of none.
        const isAsWritten = new URL(address, ORIGIN).pathname === address && !address.includes('//')
        const described = isAsWritten ? ['resource_not_found', ...errorsOf(endpoint)] : undefined
        expect(await faultIn(response, described)).toBeNull()
      },
    ),
    { numRuns: 1500 },
  )
}, 120_000)

test('a query string need not even be encoded', async () => {
  const { maya } = await createTestGateway()
  for (const text of [
    '?%',
    '?status=%',
    '?%E0%A4%A=1',
    '?=',
    '?&&&',
    '?status=%00',
    '?a[b]=1',
    '?q=%F0%9F',
    `?${'a=1&'.repeat(5000)}`,
  ]) {
    expect(await faultIn(await maya('GET', `/v1/conversations${text}`))).toBeNull()
  }
})

test('a cookie that is no cookie of ours lets nobody in, and breaks nothing', async () => {
  const { app } = await createTestGateway()
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        headerValue,
        headerValue.map((value) => `sigap_session=${value}`),
      ),
      async (Cookie) => {
        const response = await app.request(`${ORIGIN}/v1/me`, { headers: { Cookie } })
        expect(response.status).toBe(401)
        expect(await faultIn(response)).toBeNull()
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)

test('a body of more than a megabyte, or nested without end, is refused', async () => {
  const { maya } = await createTestGateway({ conversations: [{ id: 'cnv_a' }] })
  const send = (sent: string) => maya('PATCH', '/v1/conversations/cnv_a', { body: sent })
  expect((await send(JSON.stringify({ status: 'x'.repeat(1024 * 1024) }))).status).toBe(413)
  expect((await send(`{"status":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).status).toBe(400)
})
