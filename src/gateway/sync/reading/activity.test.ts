import { expect, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { VendorConversation, VendorMessage } from '#connectors/reading.ts'
import { getConnection } from '#gateway/storage/connections.ts'
import { listQuarantine } from '#gateway/storage/quarantine.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { pass } from '#gateway/testing/virtual-time.ts'
import { parseHealth } from '#gateway/usecases/connections/connection-health.ts'

const serve = serving()

const written = (id: string, createdAt: number, more: Partial<VendorMessage> = {}): VendorMessage => ({
  id,
  direction: 'inbound',
  type: 'text',
  text: `Pesan ${id}`,
  label: null,
  delivery: null,
  createdAt,
  ...more,
})

/** A vendor that allows ten calls a minute and whose list tells no times; messages are newest first. */
function timeless(rows: VendorConversation[], messages: Record<string, VendorMessage[]>) {
  const threads: string[] = []
  const connector = silentConnector({
    vendor: 'timeless',
    channels: { chat: { holds: ['status', 'assignee'], sends: null } },
    account: async () => ({ accountId: 'a', name: 'a', readPerMinute: 10, writePerMinute: null }),
    listConversations: async ({ status = 'open' }) => ({
      rows: status === 'open' ? [...rows] : [],
      malformed: [],
      nextCursor: null,
    }),
    async listMessages({ conversationId }) {
      threads.push(conversationId)
      return { rows: messages[conversationId] ?? [], malformed: [], nextCursor: null }
    },
  })
  return { connector, threads }
}

const row = (id: string, more: Partial<VendorConversation> = {}) =>
  vendorConversation(id, { untold: ['activity'], lastMessageAt: null, lastInboundAt: null, ...more })

test('rows without times stand by when they began until their newest messages tell, and notes do not count', async () => {
  const notes = [written('m3', 30, { type: 'note' }), written('m2', 20, { direction: 'outbound' }), written('m1', 10)]
  const { connector } = timeless([row('1', { createdAt: 5 }), row('2', { createdAt: 7 })], { 1: notes })
  const { row: stored } = await serve({ con_a: connector })
  await pass(200_000)
  const known = { last_message_ms: 20, sort_ms: 20, last_inbound_ms: 10, preview_text: 'Pesan m2', unread_count: 0 }
  expect(await stored('con_a', '1')).toMatchObject(known)
  expect(await stored('con_a', '2')).toMatchObject({ last_message_ms: null, sort_ms: 7, activity_untold: 1 })
})

test('messages that cannot be read are put aside, and a thread without any that can keeps nobody waiting', async () => {
  const bad = { vendorId: 'm2', reason: 'createdAt: no date', payload: '{}' }
  const { connector } = timeless([row('1', { createdAt: 7 }), row('2', { createdAt: 5 })], {})
  const { row: stored, storage } = await serve({
    con_a: {
      ...connector,
      async listMessages({ conversationId }) {
        if (conversationId === '1') throw new ConnectorError('malformed', 'bad_shape', 'What is this?')
        return { rows: [written('m1', 10)], malformed: [bad], nextCursor: null }
      },
    },
  })
  await pass(200_000)
  expect(await stored('con_a', '2')).toMatchObject({ preview_text: 'Pesan m1' })
  expect(await listQuarantine(storage.db, WORKSPACE_ID, 'con_a', 10)).toMatchObject([{ vendor_id: 'm2' }])
  expect(parseHealth((await getConnection(storage.db, WORKSPACE_ID, 'con_a'))?.health ?? '')).toMatchObject({
    state: 'ok',
  })
})

test('while the vendor fails at everything, no thread is taken for one that cannot be read', async () => {
  const rows = Array.from({ length: 12 }, (_, place) => row(String(place), { createdAt: place }))
  const { connector } = timeless(rows, {})
  let isDown = false
  const whileUp = <T>(answer: () => T): Promise<T> =>
    isDown
      ? Promise.reject(new ConnectorError('unreachable', 'http_500', 'It failed.', { status: 500 }))
      : Promise.resolve(answer())
  const { row: stored } = await serve({
    con_a: {
      ...connector,
      listConversations: (query) => whileUp(() => connector.listConversations(query)).then((page) => page),
      listMessages: () => whileUp(() => ({ rows: [written('m1', 10)], malformed: [], nextCursor: null })),
    },
  })
  await pass(60_000)
  isDown = true
  await pass(20 * 60_000)
  isDown = false
  await pass(60 * 60_000)
  for (const { id } of rows) expect(await stored('con_a', id)).toMatchObject({ preview_text: 'Pesan m1' })
})

test('what an agent looks at has its times first', async () => {
  const rows = Array.from({ length: 9 }, (_, place) => row(String(place), { createdAt: 100 - place }))
  const { connector, threads } = timeless(rows, {})
  const { row: stored, sync } = await serve({ con_a: connector })
  await pass(25_000)
  const id = (await stored('con_a', '7'))?.id ?? ''
  const before = threads.length
  sync.lookedAt('con_a', [id])
  await pass(120_000)
  expect(threads[before]).toBe('7')
})

test('a count that rises has the times read anew, and a customer’s message is told as one', async () => {
  const rows = [row('1')]
  const messages = { 1: [written('m1', 10)] }
  const { connector } = timeless(rows, messages)
  const { row: stored, storage } = await serve({ con_a: connector })
  await pass(200_000)
  messages[1] = [written('m2', 50), written('m1', 10)]
  rows[0] = row('1', { unreadCount: 1 })
  await pass(300_000)
  expect(await stored('con_a', '1')).toMatchObject({ sort_ms: 50, last_inbound_ms: 50, unread_count: 1 })
  const told = await storage.db.selectFrom('changes').select(['field', 'to_value']).execute()
  expect(told).toContainEqual({ field: 'message', to_value: 'inbound' })
})

test('where a vendor tells only of the last message, the customer’s last one is found behind it, and is no news', async () => {
  const rows = [row('1', { untold: [], lastMessageAt: 20 })]
  const { connector } = timeless(rows, { 1: [written('m2', 20, { direction: 'outbound' }), written('m1', 10)] })
  const { row: stored, storage } = await serve({ con_a: connector })
  await pass(200_000)
  expect(await stored('con_a', '1')).toMatchObject({ last_message_ms: 20, last_inbound_ms: 10, preview_inbound: 0 })
  const told = await storage.db.selectFrom('changes').select('field').where('field', '=', 'message').execute()
  expect(told).toEqual([])
})
