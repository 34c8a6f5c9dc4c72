import { afterEach, expect, test } from 'vitest'
import {
  createWapikitSimulator,
  type WapikitSimulator,
  type WapikitSimulatorOptions,
} from '#simulators/wapikit/index.ts'
import type { Connector, ConnectorConfig, OutgoingMessage, WebhookDelivery } from '../connector.ts'
import { createWapikit } from './index.ts'
import { BASE_URL, NOW } from './stand-ins.ts'

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
  const base = { vendor: 'wapikit', baseUrl: BASE_URL, apiKey, webhookSecrets: [], fetch, now, options: {} }
  return { simulator, connector: createWapikit({ ...base, ...config }) }
}

function place(simulator: WapikitSimulator, given: Parameters<WapikitSimulator['placeConversation']>[0] = {}): string {
  return String(simulator.placeConversation(given)['uniqueId'])
}

async function walk(connector: Connector, query: Parameters<Connector['listConversations']>[0], between = () => {}) {
  const rows = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await connector.listConversations({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.rows)
    between()
    cursor = page.nextCursor
  }
  return rows
}

function text(conversationId: string, words: string): OutgoingMessage {
  const content = { type: 'text', text: words } as const
  return { conversationId, contactId: null, channel: 'whatsapp', to: null, from: null, content }
}

/** Calls that the vendor saw, without what the connector asked before them. */
function calls({ log }: WapikitSimulator): string[] {
  return log.entries().map(({ method, path }) => `${method} ${path.replace(/[\da-f]{8}-[\da-f-]{27}/, ':id')}`)
}

test('the account tells the organisation and what one route allows a minute', async () => {
  const { connector } = meet()
  const account = {
    accountId: expect.stringMatching(/^7d0f/),
    name: 'Toko Jakarta',
    readPerMinute: 10,
    writePerMinute: 10,
  }
  expect(await connector.account()).toEqual(account)
})

test('members are who conversations can be assigned to', async () => {
  const { connector } = meet()
  const users = await connector.listUsers?.()
  expect(users).toHaveLength(4)
  expect(users?.[0]).toEqual({ id: MAYA, name: 'Maya Putri', email: 'maya@tokojakarta.example' })
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

test('who is called by their number has no name', async () => {
  const { simulator, connector } = meet()
  simulator.receive({ from: '+6281234567890' })
  const { rows } = await connector.listConversations({})
  expect(rows[0]?.contact).toMatchObject({ name: null, phoneNumber: '+6281234567890' })
})

test('a status that the server takes and does not apply is told as not applied', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  const patched = await connector.patchConversation(conversation.id, { status: 'resolved' })
  expect(patched).toMatchObject({ notApplied: ['status'], conversation: { id: conversation.id, status: 'open' } })
  expect(calls(simulator)).toEqual(['POST /api/conversation/:id', 'GET /api/conversation/:id'])
  expect(simulator.log.entries()[0]?.body).toBe('{"status":"Closed"}')
})

test('a server that answers with the conversation is believed, and read no more', async () => {
  const { simulator, connector } = meet(documented)
  const { conversation } = simulator.receive({})
  const patched = await connector.patchConversation(conversation.id, { status: 'resolved' })
  expect(patched).toMatchObject({ notApplied: [], conversation: { status: 'resolved' } })
  expect(simulator.conversation(conversation.id)['status']).toBe('Closed')
  expect(calls(simulator)).toEqual(['POST /api/conversation/:id'])
  expect(await connector.getConversation(conversation.id)).toMatchObject({ status: 'resolved' })
  expect(await connector.patchConversation(conversation.id, { status: 'open' })).toMatchObject({ notApplied: [] })
})

test('pending has no word there: the conversation stays open, and pending is not applied', async () => {
  const { simulator, connector } = meet(documented)
  const id = place(simulator, { status: 'Closed' })
  const patched = await connector.patchConversation(id, { status: 'pending' })
  expect(patched).toMatchObject({ notApplied: ['status'], conversation: { status: 'open' } })
})

test.each([
  ['as built', {}],
  ['as documented', documented],
])('%s, assigning ends what was before, and is read back', async (_, options) => {
  const { simulator, connector } = meet(options)
  const id = place(simulator)
  for (const assigneeId of [MAYA, BAGUS, BAGUS]) {
    const patched = await connector.patchConversation(id, { assigneeId })
    expect(patched).toMatchObject({ notApplied: [], conversation: { assignee: { id: assigneeId } } })
    expect(simulator.conversation(id)['assignedTo']).toMatchObject({ uniqueId: assigneeId })
  }
  const standing = simulator.vendor.store.all(`select * from assignments where status = 'Assigned'`)
  expect(standing).toHaveLength(1)
})

test('what the server’s list goes on showing is told as not applied: an unassignment, and somebody assigned again', async () => {
  const { simulator, connector } = meet()
  const id = place(simulator, { assigned_to: MAYA })
  const unassigned = await connector.patchConversation(id, { assigneeId: null })
  expect(unassigned).toMatchObject({ notApplied: ['assigneeId'], conversation: { assignee: { id: MAYA } } })
  expect(simulator.conversation(id)).not.toHaveProperty('assignedTo')
  expect(await connector.patchConversation(id, { assigneeId: BAGUS })).toMatchObject({ notApplied: [] })
  expect(await connector.patchConversation(id, { assigneeId: MAYA })).toMatchObject({ notApplied: ['assigneeId'] })
})

test('a lost answer to an assignment is settled by asking again, and nobody is unassigned by it', async () => {
  const { simulator, connector } = meet()
  const id = place(simulator)
  simulator.faults.add({ kind: 'drop', when: 'after', path: `/conversation/${id}/assign`, times: 1 })
  await expect(connector.patchConversation(id, { assigneeId: MAYA })).rejects.toMatchObject({ code: 'network' })
  expect(await connector.patchConversation(id, { assigneeId: MAYA })).toMatchObject({ notApplied: [] })
  expect(simulator.conversation(id)['assignedTo']).toMatchObject({ uniqueId: MAYA })
})

test('a conversation that was read is read there', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  expect(await connector.patchConversation(conversation.id, { unread: false })).toMatchObject({ notApplied: [] })
  expect((await connector.listConversations({})).rows[0]?.unreadCount).toBe(0)
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

test('a text is sent into its conversation, and its way is read there', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  const receipt = await connector.sending?.send(text(conversation.id, 'Siap kak'), 'key')
  expect(receipt).toMatchObject({ delivery: { state: 'sent', code: null }, createdAt: NOW })
  expect(simulator.log.entries()[0]?.body).toBe(
    '{"createdAt":"2026-05-23T08:00:00.000Z","messageData":{"messageType":"Text","text":"Siap kak"}}',
  )
  await simulator.advance(10_000)
  const { rows } = await connector.listMessages({ conversationId: conversation.id, limit: 1 })
  expect(rows[0]).toMatchObject({
    id: receipt?.id,
    direction: 'outbound',
    text: 'Siap kak',
    delivery: { state: 'read' },
  })
})

test('a message that failed says so; one that cannot be sent is refused before it is', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  await simulator.advance(25 * 3_600_000)
  await connector.sending?.send(text(conversation.id, 'Terlambat'), 'key')
  await simulator.advance(10_000)
  const { rows } = await connector.listMessages({ conversationId: conversation.id, limit: 1 })
  expect(rows[0]?.delivery).toEqual({ state: 'failed', code: null })
  simulator.log.clear()
  const template: OutgoingMessage['content'] = { type: 'template', name: 'halo', language: 'id', variables: [] }
  const unsendable = [
    { ...text(conversation.id, ''), content: template },
    { ...text(conversation.id, 'x'), conversationId: null },
  ]
  for (const message of unsendable) {
    await expect(connector.sending?.send(message, 'key')).rejects.toMatchObject({ kind: 'rejected' })
  }
  expect(calls(simulator)).toEqual([])
})

test('what Meta refuses while the call waits leaves open whether the customer has it', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  simulator.faults.add({ kind: 'send', code: 'spam', message: 'raw words of Meta', provider_code: 131048 })
  const error: unknown = await connector.sending
    ?.send(text(conversation.id, 'Halo'), 'key')
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ kind: 'unreachable', status: 500 })
  expect(String(error)).not.toContain('raw words')
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
  expect(await said('Resolved')).toEqual(['resolved', null])
})

/** Follows until the stream ends, and what was told. */
function follow(connector: Connector) {
  const told: WebhookDelivery[] = []
  const stop = new AbortController()
  const opened = Promise.withResolvers<void>()
  const hear = {
    opened: () => opened.resolve(),
    told: async (delivery: WebhookDelivery) => void told.push(delivery),
  }
  const ended = connector.follow?.(hear, stop.signal) ?? Promise.reject(new Error('no stream'))
  return { told, stop, ended, opened: opened.promise }
}

test.each([['msgpack'], ['json']] as const)(
  'the stream tells of messages as the thread shows them, written as %s',
  async (eventEncoding) => {
    const { simulator, connector } = meet({ behaviour: { eventEncoding } })
    const { opened, ended, told } = follow(connector)
    await opened
    const { conversation } = simulator.receive({ text: 'Halo 👋' })
    simulator.receive({ conversation_id: conversation.id, type: 'Location', data: {} })
    simulator.act(conversation.id, { act: 'assign', user_id: MAYA })
    simulator.events.close()
    await ended
    const { rows } = await connector.listMessages({ conversationId: conversation.id })
    const changed = { type: 'changed', conversationId: conversation.id }
    expect(told.flatMap(({ events }) => events)).toEqual([
      changed,
      { type: 'message', conversationId: conversation.id, message: rows[0] },
      changed,
      changed,
    ])
    // The vendor's own secrets stand beside a message.
    expect(JSON.stringify(told)).not.toMatch(/EAA|simulated/)
  },
)

test('events that are cut, repeated or turned round: one is ignored, the same message has the same key, and the rest is told', async () => {
  const { simulator, connector } = meet()
  const { opened, ended, told } = follow(connector)
  await opened
  simulator.events.corrupt(1)
  const { conversation } = simulator.receive({})
  simulator.events.hold()
  simulator.events.duplicate(1)
  const later = ['satu', 'dua'].map((text) => simulator.receive({ conversation_id: conversation.id, text }).message.id)
  simulator.events.release('reversed')
  simulator.events.close()
  await ended
  expect(told.map(({ events: [event] }) => event?.type)).toEqual([
    'ignored',
    ...Array.from({ length: 5 }, () => 'message'),
  ])
  expect(told.slice(2).map(({ dedupeKey }) => dedupeKey)).toEqual(
    [later[1], later[1], later[0], later[0]].map((id) => `NewMessage:${id}`),
  )
  expect(new Set(told.map(({ dedupeKey }) => dedupeKey)).size).toBe(4)
})

test('a stream that is refused, breaks or is left says why without the key that stands in its address', async () => {
  const { simulator, connector } = meet()
  const failures: unknown[] = []
  const { ended, opened, stop } = follow(connector)
  await opened
  stop.abort()
  failures.push(await ended.catch((error: unknown) => error))
  simulator.faults.add({ kind: 'drop', when: 'before', path: '/events', times: 1 })
  failures.push(await follow(connector).ended.catch((error: unknown) => error))
  failures.push(await follow(meet({}, { apiKey: 'wrong' }).connector).ended.catch((error: unknown) => error))
  expect(failures).toMatchObject([{ code: 'aborted' }, { code: 'network', cause: undefined }, { kind: 'auth' }])
  expect(failures.map((failure) => JSON.stringify(failure) + String(failure)).join()).not.toContain(simulator.apiKey)
  expect(simulator.events.listening()).toBe(0)
})

test('a listener that fails ends the stream with its own error', async () => {
  const { simulator, connector } = meet()
  const broken = new Error('the store is full')
  const ended = connector.follow?.(
    { opened: () => void simulator.receive({}), told: () => Promise.reject(broken) },
    AbortSignal.timeout(5000),
  )
  await expect(ended).rejects.toBe(broken)
})

test('nothing in a busy organisation is malformed', async () => {
  const { connector } = meet({ demo: { conversations: 120 }, limits: { conversation: 1e6 } })
  const rows = await walk(connector, {})
  expect(rows).toHaveLength(120)
  const threads = await Promise.all(rows.map(({ id }) => connector.listMessages({ conversationId: id })))
  expect(threads.flatMap(({ malformed }) => malformed)).toEqual([])
  expect(threads.flatMap((thread) => thread.rows).length).toBeGreaterThan(500)
})
