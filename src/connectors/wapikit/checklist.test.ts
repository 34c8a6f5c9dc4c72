import { afterEach, expect, test } from 'vitest'
import {
  createWapikitSimulator,
  type WapikitSimulator,
  type WapikitSimulatorOptions,
} from '#simulators/wapikit/index.ts'
import type { ConnectorConfig } from '../connector.ts'
import { createWapikit } from './index.ts'
import { walk } from '../kit/stand-ins.ts'
import { callsOf, configWith, NOW } from './stand-ins.ts'

const MAYA = 'a1c3e7d2-6b0f-4f5a-8c1d-1f0e2d3c4b51'
const BAGUS = 'b2d4f8e3-7c1a-4e6b-9d2e-2a1f3e4d5c62'
const LIST = 'e5a7cb16-af4d-4b9e-8051-5d4c6b708f95'
const VIP = '3afc106b-f492-46e3-95a6-a291b0c5d4ea'
const NOBODY = '00000000-0000-4000-8000-000000000000'
const documented: WapikitSimulatorOptions = { behaviour: { mode: 'strict-spec' } }
const opened: WapikitSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated organisation whose clock stands still, and the connector on it. */
function meet(options: WapikitSimulatorOptions = {}, config: Partial<ConnectorConfig> = {}) {
  const simulator = createWapikitSimulator({ now: () => NOW, ...options })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  return { simulator, connector: createWapikit(configWith({ apiKey, fetch, now, ...config })) }
}

function place(simulator: WapikitSimulator, given: Parameters<WapikitSimulator['placeConversation']>[0] = {}): string {
  return String(simulator.placeConversation(given)['uniqueId'])
}

test('the account tells the organisation and what one route allows a minute', async () => {
  const { connector } = meet()
  const account = {
    accountId: expect.stringMatching(/^7d0f/),
    name: 'Toko Jakarta',
    readPerMinute: 10,
    writePerMinute: 10,
    countedOverMs: 3_600_000,
  }
  expect(await connector.account()).toEqual(account)
})

test('members are who conversations can be assigned to; asking for them says nothing of what conversations allow', async () => {
  const { simulator, connector } = meet()
  const users = await connector.listUsers?.()
  expect(users).toHaveLength(4)
  expect(users?.[0]).toEqual({ id: MAYA, name: 'Maya Putri', email: 'maya@tokojakarta.example' })
  expect(callsOf(simulator.log)).toHaveLength(2)
  expect(connector.budget('read')).toBeNull()
})

test.each([
  ['as built', {}],
  ['as documented', documented],
])('%s, following the cursor reaches every conversation once, the deleted left out', async (_, options) => {
  const { simulator, connector } = meet(options)
  const ids = Array.from({ length: 23 }, (_, index) =>
    place(simulator, {
      status: index % 3 === 0 ? 'Closed' : 'Active',
      lists: index % 2 === 0 ? [LIST] : [],
      tags: [VIP],
    }),
  )
  place(simulator, { status: 'Deleted' })
  const rows = await walk(connector, { limit: 5 })
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  const closed = await walk(connector, { status: 'resolved', limit: 5 })
  expect(closed).toHaveLength(8)
  expect(new Set(closed.map(({ status }) => status))).toEqual(new Set(['resolved']))
  expect(await connector.listConversations({ status: 'pending' })).toEqual({
    rows: [],
    malformed: [],
    nextCursor: null,
  })
})

test('while rows move, what stayed where it was is met, and a second walk meets what the first one missed', async () => {
  const { simulator, connector } = meet()
  const ids = Array.from({ length: 30 }, () => place(simulator))
  const mover = ids[0] ?? ''
  const shuffle = () => void simulator.act(mover, { act: 'reopen' })
  const met = new Set((await walk(connector, { limit: 4 }, shuffle)).map(({ id }) => id))
  for (const { id } of await walk(connector, { limit: 4 })) met.add(id)
  expect(met).toEqual(new Set(ids))
})

test('a conversation that a page’s end cuts in two is told once, as its first half shows it', async () => {
  const { simulator, connector } = meet()
  const id = place(simulator, { assigned_to: MAYA })
  simulator.act(id, { act: 'assign', user_id: BAGUS })
  const rows = await walk(connector, { status: 'open', limit: 1 })
  expect(rows.map(({ assignee }) => assignee?.id)).toEqual([BAGUS])
})

test('every field of a row is in our words, and what the list does not tell is said to be untold', async () => {
  const { simulator, connector } = meet()
  const { conversation, contact } = simulator.receive({ from: '+6281234567890', name: 'Ana Wijaya' })
  simulator.act(conversation.id, { act: 'assign', user_id: MAYA })
  const [vip] = simulator.vendor.store.all(`select id from tags where label = 'VIP'`)
  simulator.vendor.store.run('insert into conversation_tags values (?, ?)', conversation.id, String(vip?.['id']))
  const { rows } = await connector.listConversations({})
  expect(rows).toEqual([
    {
      id: conversation.id,
      channel: 'whatsapp',
      subject: null,
      untold: ['activity'],
      status: 'open',
      unknownStatus: null,
      contact: { id: contact.id, phoneNumber: '+6281234567890', name: 'Ana Wijaya', email: null },
      accountPhoneNumber: null,
      assignee: { id: MAYA, name: 'Maya Putri', email: 'maya@tokojakarta.example' },
      starred: false,
      tags: ['VIP'],
      unreadCount: 1,
      lastMessageAt: null,
      lastInboundAt: null,
      createdAt: NOW,
      updatedAt: NOW,
    },
  ])
  expect(await connector.getConversation(conversation.id)).toMatchObject({
    untold: ['assignee', 'unread'],
    lastMessageAt: NOW,
    lastInboundAt: NOW,
  })
})

test('a single conversation tells the assignee and what is unread where the server does', async () => {
  const { simulator, connector } = meet(documented)
  const { conversation } = simulator.receive({})
  simulator.act(conversation.id, { act: 'assign', user_id: MAYA })
  const single = await connector.getConversation(conversation.id)
  expect(single).toMatchObject({ untold: [], unreadCount: 1, assignee: { id: MAYA } })
})

test('who is called by their number has no name', async () => {
  const { simulator, connector } = meet()
  simulator.receive({ from: '+6281234567890' })
  const { rows } = await connector.listConversations({})
  expect(rows[0]?.contact).toMatchObject({ name: null, phoneNumber: '+6281234567890' })
})

test('a thread reads newest first, page by page, without what the server cannot decode', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ text: 'satu' })
  const receive = (type: string, data: Record<string, unknown>) => {
    simulator.clock.set(simulator.clock.now() + 1000)
    return simulator.receive({ conversation_id: conversation.id, type, data }).message.id
  }
  receive('Location', { latitude: -6.2, longitude: 106.8 })
  receive('Document', { id: '1', fileName: 'bukti.pdf', caption: 'Ini kak' })
  const target = receive('Text', { text: 'dua' })
  receive('Reaction', { reaction: '👍', messageId: target })
  receive('Address', {})
  receive('Hologram', { text: 'tiga' })
  const first = await connector.listMessages({ conversationId: conversation.id, limit: 4 })
  expect(first.rows.map(({ type, text }) => [type, text])).toEqual([
    ['hologram', 'tiga'],
    ['reaction', null],
    ['text', 'dua'],
  ])
  expect(first.rows[1]).toMatchObject({ label: '👍', reaction: { message_id: target, emoji: '👍' }, delivery: null })
  const cursor = `${first.nextCursor}`
  const rest = await connector.listMessages({ conversationId: conversation.id, cursor })
  expect(rest.rows.map(({ type, text, label }) => [type, text, label])).toEqual([
    ['document', 'Ini kak', 'bukti.pdf'],
    ['text', 'satu', null],
  ])
  expect([rest.nextCursor, first.malformed, rest.malformed]).toEqual([null, [], []])
})

test('a customer’s file is found and fetched with the key, which goes nowhere else', async () => {
  const asked: [string, string | null][] = []
  const { simulator, connector } = meet()
  const { fetch, apiKey } = simulator
  const spying: typeof fetch = async (input, init) => {
    const { url, headers } = new Request(input, init)
    asked.push([url, headers.get('x-access-token')])
    const { host } = new URL(url)
    return host === 'vendor.test' ? fetch(input, init) : new Response('elsewhere')
  }
  const { media } = createWapikit(configWith({ apiKey, fetch: spying, resolve: async () => ['93.184.215.14'] }))
  const { conversation, message } = simulator.receive({ type: 'Image', data: { id: '731', caption: 'Ini kak' } })
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows[0]?.media).toEqual({ kind: 'image', mime_type: null, filename: null, size: null })
  const address = (await media?.locate({ id: message.id, conversationId: conversation.id })) ?? ''
  expect(await media?.open(address, null)).toMatchObject({ status: 200, mimeType: 'image/png' })
  await media?.open('https://elsewhere.test/api/x', null)
  expect(asked.map(([, key]) => key)).toEqual([apiKey, apiKey, null])
  const text = simulator.receive({ conversation_id: conversation.id }).message
  const nothing = { kind: 'not_found', code: 'no_file' }
  await expect(media?.locate({ id: text.id, conversationId: conversation.id })).rejects.toMatchObject(nothing)
  await expect(media?.locate({ id: text.id, conversationId: '..' })).rejects.toMatchObject(nothing)
})

test('messages of one moment stand in the order in which they came', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ text: 'a' })
  for (const text of ['b', 'c']) simulator.receive({ conversation_id: conversation.id, text })
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows.map(({ text }) => text)).toEqual(['c', 'b', 'a'])
})

test('refusals: no such conversation, no such member, a wrong key, a cursor of another list', async () => {
  const { simulator, connector } = meet()
  const id = place(simulator)
  const gone = { kind: 'not_found', code: 'resource_not_found' }
  await expect(connector.getConversation(NOBODY)).rejects.toMatchObject(gone)
  await expect(connector.getConversation('../user')).rejects.toMatchObject(gone)
  await expect(connector.getConversation(place(simulator, { status: 'Deleted' }))).rejects.toMatchObject(gone)
  await expect(connector.patchConversation(id, { assigneeId: NOBODY })).rejects.toMatchObject(gone)
  await expect(connector.patchConversation(id, { assigneeId: 'x' })).rejects.toMatchObject({ kind: 'rejected' })
  for (const query of [{ cursor: 'x' }, { cursor: 'Active.2.50', status: 'resolved' }] as const) {
    await expect(connector.listConversations(query)).rejects.toMatchObject({ code: 'invalid_cursor' })
  }
  const stranger = meet({}, { apiKey: 'wrong' }).connector
  await expect(stranger.account()).rejects.toMatchObject({ kind: 'auth', code: 'invalid_api_key' })
})

test('a route whose hour is spent is rate_limited until its window ends; the other routes go on', async () => {
  const { simulator, connector } = meet({ limits: { conversation: 2 } })
  const id = place(simulator)
  expect(connector.budget('read')).toBeNull()
  await connector.getConversation(id)
  await connector.listConversations({})
  await connector.getConversation(id)
  expect(connector.budget('read')).toEqual({ limit: 2, remaining: 0, resetAt: NOW + 3_600_000 })
  const limited = { kind: 'rate_limited', code: 'rate_limit_exceeded', retryAfterMs: 3_600_000 }
  await expect(connector.getConversation(id)).rejects.toMatchObject(limited)
  await connector.listConversations({})
  await simulator.advance(3_600_000)
  expect(connector.budget('read')).toBeNull()
  await connector.getConversation(id)
})

test('a slow vendor is a timeout, a torn connection a network failure, a proxy’s page unreachable', async () => {
  const { simulator, connector } = meet({}, { options: { timeoutMs: '20' } })
  simulator.faults.add({ kind: 'latency', ms: 60, times: 1 })
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'unreachable', code: 'timeout' })
  simulator.faults.add({ kind: 'drop', when: 'before', times: 1 })
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'unreachable', code: 'network' })
  simulator.faults.add({ kind: 'error', status: 502, body: '<h1>Bad gateway</h1>', times: 1 })
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'unreachable', code: 'http_502' })
})

test.each(['missing_id', 'wrong_type', 'bad_date', 'not_an_object'] as const)(
  'a row with %s is put aside and the rest of its page goes on',
  async (shape) => {
    const { simulator, connector } = meet()
    const [broken, whole] = [place(simulator), place(simulator)]
    simulator.faults.add({ kind: 'malformed', shape, conversation_id: broken })
    const { rows, malformed } = await connector.listConversations({})
    expect(rows.map(({ id }) => id)).toEqual([whole])
    expect(malformed).toHaveLength(1)
    const id = shape === 'wrong_type' || shape === 'bad_date' ? broken : null
    expect(malformed[0]?.vendorId).toBe(id)
  },
)

test('a row that makes the server fail costs that row; a server that fails at all of them costs six calls', async () => {
  const { simulator, connector } = meet()
  const ids = Array.from({ length: 70 }, () => place(simulator))
  place(simulator, { contact: { attributes: null }, tags: [VIP] })
  const rows = await walk(connector, { status: 'open' })
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  const pages = await Promise.all([1, 2].map((page) => connector.listConversations({ cursor: `Active.${page}.50` })))
  expect(pages.flatMap(({ malformed }) => malformed)).toHaveLength(1)

  simulator.log.clear()
  simulator.faults.add({ kind: 'error', status: 500 })
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'unreachable', status: 500 })
  expect(callsOf(simulator.log)).toHaveLength(6)
})

test('an unknown status counts as open and keeps its word; one that the database knows besides is resolved', async () => {
  const { simulator } = meet()
  const id = place(simulator)
  const said = async (word: string) => {
    const answer = simulator.conversation(id)
    const fetch = async () => Response.json({ conversation: { ...answer, status: word } })
    const { status, unknownStatus } = await meet({}, { fetch }).connector.getConversation(id)
    return [status, unknownStatus]
  }
  expect(await said('Archived')).toEqual(['open', 'Archived'])
  expect(await said('constructor')).toEqual(['open', 'constructor'])
  expect(await said('Resolved')).toEqual(['resolved', null])
})

test('nothing in a busy organisation is malformed', async () => {
  const { connector } = meet({ demo: { conversations: 120 }, limits: { conversation: 1e6 } })
  const rows = await walk(connector, {})
  expect(rows).toHaveLength(120)
  const threads = await Promise.all(rows.map(({ id }) => connector.listMessages({ conversationId: id })))
  expect(threads.flatMap(({ malformed }) => malformed)).toEqual([])
  expect(threads.flatMap((thread) => thread.rows).length).toBeGreaterThan(500)
})
