import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { iso } from '../kit/clock.ts'
import { conversationPage } from './conversations.ts'
import { seededRandom } from '../kit/random.ts'
import { listUsers } from './organisation.ts'
import { customer, object, rows, startMs, testVendor, type TestVendor } from './test-vendor.ts'

function place(vendor: TestVendor, times: (number | null)[]): string[] {
  return times.map((minutes) => {
    const at = minutes === null ? null : iso(startMs - minutes * 60_000)
    return vendor.sim.placeConversation({ last_message_at: at }).id
  })
}

async function walk(vendor: TestVendor, query: string, between: () => void): Promise<string[]> {
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; between()) {
    const next: string = cursor === '' ? '' : `&cursor=${cursor}`
    const { body } = await vendor.call('GET', `/v1/conversations?${query}${next}`)
    seen.push(...rows(body['data']).map((row) => String(row['id'])))
    expect(body['has_more']).toBe(body['next_cursor'] !== null)
    cursor = typeof body['next_cursor'] === 'string' ? body['next_cursor'] : null
  }
  return seen
}

test('the list is newest-active first, conversations without a message last', async () => {
  const vendor = testVendor()
  const [old, never, recent] = place(vendor, [60, null, 5])
  expect(await walk(vendor, 'limit=2', () => undefined)).toEqual([recent, old, never])
})

test('a walk neither repeats a row nor skips one that held still, while others move', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer(),
      async (times, limit, seed) => {
        const vendor = testVendor()
        const random = seededRandom(seed)
        const ids = place(vendor, times)
        const moved = new Set<string>()
        const seen = await walk(vendor, `limit=${limit}`, () => {
          const id = ids[Math.floor(random() * ids.length)]
          if (id === undefined) return
          moved.add(id)
          vendor.sim.receive({ conversation_id: id })
        })
        expect(new Set(seen).size).toBe(seen.length)
        const held = ids.filter((id) => !moved.has(id))
        expect(seen).toEqual(expect.arrayContaining(held))
        vendor.sim.close()
      },
    ),
    { numRuns: 25 },
  )
})

test('status and contact_id narrow the list', async () => {
  const vendor = testVendor()
  const { contact } = vendor.sim.placeConversation({ status: 'pending' })
  vendor.sim.placeConversation({ status: 'open' })
  const pending = await vendor.call('GET', '/v1/conversations?status=pending')
  expect(rows(pending.data)).toHaveLength(1)
  const ofContact = await vendor.call('GET', `/v1/conversations?contact_id=${contact.id}`)
  expect(rows(ofContact.data).map((row) => object(row['contact'])['id'])).toEqual([contact.id])
})

test.each([
  ['limit=0', 'invalid_limit', 'limit'],
  ['limit=101', 'invalid_limit', 'limit'],
  ['limit=2.5', 'invalid_limit', 'limit'],
  ['limit=', 'invalid_limit', 'limit'],
  ['cursor=abc', 'invalid_cursor', 'cursor'],
  ['cursor=', 'invalid_cursor', 'cursor'],
  ['status=closed', 'invalid_field_value', 'status'],
  ['status=all', 'invalid_field_value', 'status'],
  ['contact_id=42', 'invalid_field_value', 'contact_id'],
])('the list refuses %s', async (query, code, param) => {
  const { status, error, headers } = await testVendor().call('GET', `/v1/conversations?${query}`)
  expect([status, error['type'], error['code'], error['param']]).toEqual([400, 'invalid_request_error', code, param])
  expect(error['request_id']).toBe(headers.get('X-Request-Id'))
})

test('a cursor from another status is refused', async () => {
  const vendor = testVendor()
  place(vendor, [1, 2, 3])
  const { body } = await vendor.call('GET', '/v1/conversations?status=open&limit=1')
  const { error } = await vendor.call('GET', `/v1/conversations?limit=1&cursor=${String(body['next_cursor'])}`)
  expect(error['code']).toBe('invalid_cursor')
})

test('a conversation has every field that the documents require', async () => {
  const vendor = testVendor()
  const { conversation } = vendor.sim.receive({ from: customer, name: 'Ana', text: 'Halo' })
  const { data, body } = await vendor.call('GET', `/v1/conversations/${conversation.id}`)
  expect(data).toEqual({
    id: expect.stringMatching(/^cnv_[0-9A-HJKMNP-TV-Z]{26}$/),
    object: 'conversation',
    status: 'open',
    contact: { id: expect.stringMatching(/^ctc_/), phone_number: customer, name: 'Ana' },
    whatsapp_account: { phone_number: '+6285117600829' },
    assignee: null,
    unread_count: 1,
    last_message_at: '2026-05-23T08:00:00.000Z',
    last_inbound_at: '2026-05-23T08:00:00.000Z',
    created_at: '2026-05-23T08:00:00.000Z',
    updated_at: '2026-05-23T08:00:00.000Z',
  })
  expect(body['request_id']).toMatch(/^req_/)
})

test('PATCH sets status and assignee together and answers with the whole conversation', async () => {
  const vendor = testVendor()
  const [id] = place(vendor, [1])
  const [maya] = listUsers(vendor.sim.vendor.store)
  vendor.sim.clock.set(startMs + 5000)
  const { status, data } = await vendor.call('PATCH', `/v1/conversations/${id}`, {
    status: 'pending',
    assigned_to: maya?.id,
  })
  expect(status).toBe(200)
  expect(data).toMatchObject({ id, status: 'pending', assignee: maya, updated_at: iso(startMs + 5000) })
  const cleared = await vendor.call('PATCH', `/v1/conversations/${id}`, { assigned_to: null })
  expect(cleared.data).toMatchObject({ status: 'pending', assignee: null })
})

test.each([
  ['{}', 400, 'missing_required_field', 'status'],
  ['{"priority":"high"}', 400, 'missing_required_field', 'status'],
  ['{"status":"closed"}', 400, 'invalid_field_value', 'status'],
  ['{"status":null}', 400, 'invalid_field_value', 'status'],
  ['{"assigned_to":"nobody"}', 400, 'invalid_field_value', 'assigned_to'],
  ['{"assigned_to":7}', 400, 'invalid_field_value', 'assigned_to'],
  ['{"status":"open"', 400, 'invalid_request', undefined],
  ['["open"]', 400, 'invalid_request', undefined],
  ['', 400, 'invalid_request', undefined],
])('PATCH refuses %s', async (body, status, code, param) => {
  const vendor = testVendor()
  const [id] = place(vendor, [1])
  const answer = await vendor.call('PATCH', `/v1/conversations/${id}`, body)
  expect([answer.status, answer.error['code'], answer.error['param']]).toEqual([status, code, param])
  expect(vendor.sim.conversation(id ?? '').status).toBe('open')
})

test('an id of nobody or of another organisation is not found', async () => {
  const vendor = testVendor()
  for (const [method, body] of [['GET'], ['PATCH', { status: 'open' }]] as const) {
    const { status, error } = await vendor.call(method, '/v1/conversations/cnv_01HXYZABCDEFGHJKMNPQRSTVWX', body)
    expect([status, error['type'], error['code']]).toEqual([404, 'not_found', 'resource_not_found'])
  }
})

test.each([undefined, 'Bearer kdv_live_wrong', 'Basic abc', 'bearer'])('Authorization %s is refused', async (given) => {
  const vendor = testVendor()
  const query = `?api_key=${vendor.sim.apiKey}`
  const headers = given === undefined ? {} : { Authorization: given }
  const response = await vendor.sim.fetch(`http://vendor.test/v1/conversations${query}`, { headers })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { type: 'authentication_error', code: 'invalid_api_key' } })
})

test.each([{}, { status: 'open' }, { contactId: 'ctc_1' }])('a page for %j is one read of an index', (query) => {
  const { store } = testVendor().sim.vendor
  for (const after of [null, { sort: 5, id: 'cnv_1' }]) {
    const { sql, values } = conversationPage(query, after, 26)
    const plan = store.all(`explain query plan ${sql}`, ...values).map((row) => String(row['detail']))
    expect(plan[0]).toMatch(/^(SCAN|SEARCH) c USING INDEX conversations_by_/)
    expect(plan.join()).not.toContain('TEMP B-TREE')
  }
})
