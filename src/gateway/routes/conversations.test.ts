import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'

const at = (minute: number) => Date.parse('2026-03-01T00:00:00Z') + minute * 60_000
const rows = (count: number, columns: { assignee_id?: string } = {}) =>
  Array.from({ length: count }, (_, place) => ({
    id: `cnv_${String(place).padStart(3, '0')}`,
    last_message_ms: at(place),
    ...columns,
  }))

async function listOf(caller: Caller, query = '') {
  return answerOf(endpoints.listConversations, await caller('GET', `/v1/conversations${query}`))
}
async function idsOf(caller: Caller, query = '') {
  return (await listOf(caller, query)).data.map(({ id }) => id)
}

test('a program written for the vendor lists conversations: its fields, last message first, those without one last', async () => {
  const { program } = await createTestGateway({
    conversations: [
      { id: 'cnv_a', last_message_ms: null },
      {
        id: 'cnv_b',
        last_message_ms: at(1),
        last_inbound_ms: at(1),
        contact_name: 'Ana',
        contact_phone: '+62811',
        account_phone: '+62851',
        assignee_id: 'agt_rina',
        unread_count: 2,
        created_ms: at(0),
        vendor_updated_ms: at(1),
      },
    ],
  })
  const { data, ...envelope } = await listOf(program, '?status=open')
  expect(envelope).toMatchObject({ has_more: false, next_cursor: null })
  expect(data.map(({ id }) => id)).toEqual(['cnv_b', 'cnv_a'])
  expect(data[0]).toMatchObject({
    id: 'cnv_b',
    object: 'conversation',
    status: 'open',
    contact: { id: 'ctc_cnv_b', phone_number: '+62811', name: 'Ana' },
    whatsapp_account: { phone_number: '+62851' },
    assignee: { id: 'agt_rina', name: 'rina', email: 'rina@example.com' },
    unread_count: 2,
    last_message_at: '2026-03-01T00:01:00.000Z',
    last_inbound_at: '2026-03-01T00:01:00.000Z',
    created_at: '2026-03-01T00:00:00.000Z',
    updated_at: '2026-03-01T00:01:00.000Z',
    window_closes_at: '2026-03-02T00:01:00.000Z',
  })
  expect(data[1]?.last_message_at).toBeNull()
})

test('25 rows a page unless asked otherwise, at most 100, and the cursor goes on where the page ended', async () => {
  const { maya } = await createTestGateway({ conversations: rows(130) })
  expect((await listOf(maya)).data).toHaveLength(25)
  const first = await listOf(maya, '?limit=100')
  expect(first.has_more).toBe(true)
  const rest = await listOf(maya, `?limit=100&cursor=${first.next_cursor}`)
  expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(
    rows(130)
      .map(({ id }) => id)
      .toReversed(),
  )
  expect(rest).toMatchObject({ has_more: false, next_cursor: null })
})

test('the window and the sort by it follow the clock, page by page, and so does the count', async () => {
  const HOUR = 3_600_000
  const hoursAgo = [22.5, 23.5, 21, 25, 23]
  const start = Date.parse('2026-03-02T03:04:05.678Z')
  const { maya, clock } = await createTestGateway({
    conversations: hoursAgo.map((hours) => ({ id: `cnv_${hours}`, last_inbound_ms: start - hours * HOUR })),
  })
  const walk = async (query: string) => {
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listOf(maya, `${query}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      ids.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor
    }
    return ids
  }
  const closing = async () =>
    (await answerOf(endpoints.countConversations, await maya('GET', '/v1/conversations/counts'))).data.closing
  expect(await walk('?status=open&window=closing&sort=window')).toEqual(['cnv_23.5', 'cnv_23', 'cnv_22.5'])
  expect(await walk('?sort=window')).toEqual(['cnv_23.5', 'cnv_23', 'cnv_22.5', 'cnv_21', 'cnv_25'])
  expect(await closing()).toBe(3)
  clock.now += HOUR + 1
  expect(await walk('?status=open&window=closing&sort=window')).toEqual(['cnv_22.5', 'cnv_21'])
  expect(await walk('?sort=window')).toEqual(['cnv_22.5', 'cnv_21', 'cnv_23', 'cnv_23.5', 'cnv_25'])
  expect(await closing()).toBe(2)
})

test('a page that is exactly full says that it is the last', async () => {
  const { maya } = await createTestGateway({ conversations: rows(3) })
  expect(await listOf(maya, '?limit=3')).toMatchObject({ has_more: false, next_cursor: null })
})

test.each(['0', '101', '-1', '1.5', 'ten', '', '01', ' 5', '1e1'])('limit=%s is refused as such', async (limit) => {
  const { program } = await createTestGateway()
  const response = await program('GET', `/v1/conversations?limit=${encodeURIComponent(limit)}`)
  expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_limit', param: 'limit' })
})

test('a cursor used with another status, another search or by another agent is refused', async () => {
  const { maya, rina } = await createTestGateway({
    conversations: rows(5, { assignee_id: 'agt_maya' }),
  })
  const { next_cursor: cursor } = await listOf(maya, '?status=open&assignee=me&limit=2')
  const ask = (caller: Caller, query: string) => caller('GET', `/v1/conversations?${query}&limit=2&cursor=${cursor}`)
  expect((await ask(maya, 'status=open&assignee=me')).status).toBe(200)
  expect((await ask(maya, 'status=open&assignee=me&sort=last_message')).status).toBe(200)
  for (const [caller, query] of [
    [maya, 'status=pending&assignee=me'],
    [maya, 'status=open&assignee=agt_maya'],
    [maya, 'status=open&assignee=me&q=ana'],
    [maya, 'status=open&assignee=me&window=closed'],
    [maya, 'status=open&assignee=me&sort=window'],
    [maya, 'assignee=me'],
    [rina, 'status=open&assignee=me'],
  ] as const) {
    expect(await errorOf(await ask(caller, query))).toEqual({ status: 400, code: 'invalid_cursor', param: 'cursor' })
  }
})

test.each(['', 'x', '.', 'a.b', 'a.b.c', 'x'.repeat(599), 'x'.repeat(10_000), '%00', '%F0%9F%98%80'])(
  'the cursor %j is refused as such',
  async (cursor) => {
    const { maya } = await createTestGateway()
    const response = await maya('GET', `/v1/conversations?cursor=${cursor}`)
    expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_cursor', param: 'cursor' })
  },
)

test.each([
  ['state=open', 'unknown_field', 'state'],
  ['status=closed', 'invalid_field_value', 'status'],
  ['status=open&status=pending', 'invalid_field_value', 'status'],
  ['assignee=somebody', 'invalid_field_value', 'assignee'],
  ['account=number', 'invalid_field_value', 'account'],
  ['window=ajar', 'invalid_field_value', 'window'],
  ['sort=oldest', 'invalid_field_value', 'sort'],
  [`q=${'x'.repeat(201)}`, 'invalid_field_value', 'q'],
])('%s is refused with the parameter that is to blame', async (query, code, param) => {
  const { maya } = await createTestGateway()
  expect(await errorOf(await maya('GET', `/v1/conversations?${query}`))).toEqual({ status: 400, code, param })
})

test('filters: status, assignee, unassigned, account, contact, connection, words', async () => {
  const { maya, rina } = await createTestGateway({
    conversations: [
      { id: 'cnv_1', status: 'pending', assignee_id: 'agt_maya', search_text: 'ana wijaya\n62811' },
      { id: 'cnv_2', account_key: '6285117', contact_id: 'ctc_budi', search_text: 'budi' },
      { id: 'cnv_3', connection_id: 'con_b', assignee_id: 'agt_rina' },
      { id: 'cnv_4', removed_ms: 1, status: 'pending' },
    ],
  })
  expect(await idsOf(maya)).toEqual(['cnv_3', 'cnv_2', 'cnv_1'])
  expect(await idsOf(maya, '?status=pending')).toEqual(['cnv_1'])
  expect(await idsOf(maya, '?assignee=me')).toEqual(['cnv_1'])
  expect(await idsOf(rina, '?assignee=me')).toEqual(['cnv_3'])
  expect(await idsOf(maya, '?assignee=none')).toEqual(['cnv_2'])
  expect(await idsOf(maya, '?account=%2B6285117')).toEqual(['cnv_2'])
  expect(await idsOf(maya, '?contact_id=ctc_budi')).toEqual(['cnv_2'])
  expect(await idsOf(maya, '?connection=con_b')).toEqual(['cnv_3'])
  expect(await idsOf(maya, '?q=WIJ%20ana%200811')).toEqual(['cnv_1'])
})

test('a program has no conversations of its own', async () => {
  const { program } = await createTestGateway()
  const response = await program('GET', '/v1/conversations?assignee=me')
  expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_field_value', param: 'assignee' })
})

test('walking the pages meets every row that stands still once, while others move past', async () => {
  const moves = fc.array(fc.record({ row: fc.nat({ max: 39 }), to: fc.integer({ min: 0, max: 100 }) }), {
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 15 }), fc.array(moves, { maxLength: 40 }), async (limit, rounds) => {
      const { maya, storage, workspaceId } = await createTestGateway({ conversations: rows(40) })
      const moved = new Set<string>()
      const met: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listOf>> = await listOf(
          maya,
          `?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`,
        )
        met.push(...page.data.map(({ id }) => id))
        cursor = page.next_cursor
        for (const { row, to } of rounds.shift() ?? []) {
          const id = `cnv_${String(row).padStart(3, '0')}`
          moved.add(id)
          await storage.db
            .updateTable('conversations')
            .set({ sort_ms: at(to), last_message_ms: at(to) })
            .where('workspace_id', '=', workspaceId)
            .where('id', '=', id)
            .execute()
        }
      } while (cursor !== null)
      const still = (id: string) => !moved.has(id)
      expect(met.filter(still)).toEqual(
        rows(40)
          .map(({ id }) => id)
          .toReversed()
          .filter(still),
      )
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('one conversation is answered with the seq it was read at; an unknown or removed one is not found', async () => {
  const { program } = await createTestGateway({ conversations: [{ id: 'cnv_a' }, { id: 'cnv_b', removed_ms: 1 }] })
  const { data, as_of: asOf } = await answerOf(
    endpoints.getConversation,
    await program('GET', '/v1/conversations/cnv_a'),
  )
  expect(data.id).toBe('cnv_a')
  expect(asOf).toBe((await listOf(program)).as_of)
  for (const id of ['cnv_b', 'cnv_c', '%00', 'x'.repeat(10_000), '..%2F']) {
    const response = await program('GET', `/v1/conversations/${id}`)
    expect(await errorOf(response)).toEqual({ status: 404, code: 'resource_not_found' })
  }
})

test('counts add up to the rows, by every dimension that a view can ask for', async () => {
  const { maya } = await createTestGateway({
    conversations: [
      { id: 'cnv_1', account_key: '62851', unread_count: 2 },
      { id: 'cnv_2', account_key: '62851', starred: 1 },
      { id: 'cnv_5', account_key: '62851', channel: 'email' },
      { id: 'cnv_3', assignee_id: 'agt_rina', status: 'pending' },
      { id: 'cnv_4', removed_ms: 1 },
    ],
  })
  const place = { connection: 'con_a', channel: 'whatsapp' }
  const { data } = await answerOf(endpoints.countConversations, await maya('GET', '/v1/conversations/counts'))
  expect(data.cells).toEqual([
    { ...place, channel: 'email', account: '62851', status: 'open', assignee: null, count: 1, unread: 0, starred: 0 },
    { ...place, account: '', status: 'pending', assignee: 'agt_rina', count: 1, unread: 0, starred: 0 },
    { ...place, account: '62851', status: 'open', assignee: null, count: 2, unread: 1, starred: 1 },
  ])
})

test('notices are dismissed for everybody, once', async () => {
  const notice = {
    field: 'status',
    wanted: 'resolved',
    code: 'forbidden',
    message: 'No.',
    at: '2026-03-01T00:00:00.000Z',
  }
  const { maya, program } = await createTestGateway({
    conversations: [{ id: 'cnv_a', notice: JSON.stringify([notice]) }],
  })
  const before = await answerOf(endpoints.getConversation, await program('GET', '/v1/conversations/cnv_a'))
  expect(before.data.sync.notices).toEqual([notice])
  const dismiss = async () =>
    answerOf(endpoints.dismissNotices, await maya('DELETE', '/v1/conversations/cnv_a/notices'))
  const { data } = await dismiss()
  expect(data.sync.notices).toEqual([])
  expect(data.version).toBeGreaterThan(before.data.version)
  expect((await dismiss()).data.version).toBe(data.version)
  expect(await errorOf(await maya('DELETE', '/v1/conversations/cnv_z/notices'))).toMatchObject({ status: 404 })
})

test('who changed status and assignee of a conversation is told, the newest first, and nothing else that happened', async () => {
  const { maya, rina, program } = await createTestGateway({ conversations: [{ id: 'cnv_a', last_inbound_ms: at(0) }] })
  await maya('PATCH', '/v1/conversations/cnv_a', { body: { status: 'resolved', unread_count: 1 } })
  await rina('PATCH', '/v1/conversations/cnv_a', { body: { assigned_to: 'agt_rina' } })
  const { data } = await answerOf(
    endpoints.listConversationChanges,
    await program('GET', '/v1/conversations/cnv_a/changes'),
  )
  expect(data.map(({ field, to, actor }) => [field, to, actor.name])).toEqual([
    ['assignee', 'agt_rina', 'rina'],
    ['status', 'resolved', 'maya'],
  ])
  expect(await errorOf(await program('GET', '/v1/conversations/cnv_none/changes'))).toMatchObject({ status: 404 })
})
