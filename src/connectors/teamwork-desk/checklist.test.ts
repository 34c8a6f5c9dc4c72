import { createHmac } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import {
  createTeamworkDeskSimulator,
  type TeamworkDeskSimulator,
  type TeamworkDeskSimulatorOptions,
} from '#simulators/teamwork-desk/index.ts'
import type { Connector, ConnectorConfig, WebhookRequest } from '../connector.ts'
import { createTeamworkDesk } from './index.ts'

const NOW = Date.parse('2026-05-23T10:30:00.000Z')
const BASE = 'https://toko.desk.test/desk/api/v2'
const TOKEN = 'desk-webhook-token'
const [MAYA, RINA] = [311, 312]
const opened: TeamworkDeskSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated site whose clock stands still, and the connector on it. */
function meet(options: TeamworkDeskSimulatorOptions = {}, config: Partial<ConnectorConfig> = {}) {
  const inbox: WebhookRequest[] = []
  const simulator = createTeamworkDeskSimulator({
    now: () => NOW,
    limits: { requests: 1000 },
    timer: (run, ms) => {
      const handle = setTimeout(run, ms)
      return () => clearTimeout(handle)
    },
    deliver: (_, { headers, body }) => {
      inbox.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
      return Promise.resolve(new Response())
    },
    ...options,
  })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  const base = { vendor: 'teamwork-desk', baseUrl: BASE, apiKey, webhookSecrets: [TOKEN], fetch, now, options: {} }
  const connector = createTeamworkDesk({ ...base, ...config })
  const calls = () => simulator.log.entries().map(({ method, path }) => `${method} ${path.replace('/desk/api/v2', '')}`)
  return { simulator, connector, inbox, calls }
}

const at = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString()

function place(simulator: TeamworkDeskSimulator, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const status = ['active', 'waiting', 'solved'][index % 3] ?? 'active'
    const messages = [{ html: '<p>Halo</p>', at: at(index + 1) }]
    return `ticket:${simulator.placeTicket({ status, messages, created_at: at(900), updated_at: at(index) }).id}`
  })
}

async function walk(connector: Connector, query: Parameters<Connector['listConversations']>[0], between?: () => void) {
  const rows = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await connector.listConversations({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.rows)
    cursor = page.nextCursor
    between?.()
  }
  return rows
}

async function readAll({ connector, inbox, simulator }: ReturnType<typeof meet>) {
  const deliveries = []
  for (const request of inbox) deliveries.push(await connector.readWebhook?.(request, simulator.clock.now()))
  return deliveries
}

async function listen({ simulator }: ReturnType<typeof meet>): Promise<void> {
  const headers = { Authorization: `Bearer ${simulator.apiKey}` }
  const webhookendpoint = { url: 'https://sigap.test/hooks', token: TOKEN, allEvents: true, allInboxes: true }
  const body = JSON.stringify({ webhookendpoint })
  await simulator.fetch(`${BASE}/webhookendpoints.json`, { method: 'POST', headers, body })
}

test('list: the site is known by its address, and the limit is shared between reads and writes', async () => {
  const { connector } = meet({ limits: { requests: 120 } })
  expect(await connector.account()).toEqual({
    accountId: 'toko.desk.test',
    name: 'toko',
    readPerMinute: 80,
    writePerMinute: 40,
  })
  expect(connector.budget('write')).toEqual({ limit: 120, remaining: 119, resetAt: NOW + 60_000 })
})

test('list: tickets come most recently changed first, a call a page, and behind them the chats', async () => {
  const { simulator, connector, calls } = meet()
  const tickets = place(simulator, 7)
  const chat = simulator.placeChat({ messages: [{ text: 'Hi' }] })
  expect((await walk(connector, { limit: 3 })).map(({ id }) => id)).toEqual([...tickets, `chat:${chat.id}`])
  expect(calls()).toEqual([
    'GET /tickets.json',
    'GET /ticketstatuses.json',
    'GET /tickets.json',
    'GET /tickets.json',
    'GET /conversations.json',
  ])
})

test('list: one status is asked for by the numbers that mean it, and spam is in nobody’s inbox', async () => {
  const { simulator, connector } = meet()
  const codes = ['active', 'waiting', 'on-hold', 'solved', 'closed', 'spam', 'waiting-on-supplier']
  const byId = new Map(codes.map((status) => [`ticket:${simulator.placeTicket({ status }).id}`, status]))
  const found = async (query: object) =>
    (await walk(connector, query)).map(({ id }) => byId.get(id) ?? '').toSorted((a, b) => a.localeCompare(b))
  expect(await found({ status: 'open' })).toEqual(['active'])
  expect(await found({ status: 'pending' })).toEqual(['on-hold', 'waiting', 'waiting-on-supplier'])
  expect(await found({ status: 'resolved' })).toEqual(['closed', 'solved'])
  expect(await found({})).not.toContain('spam')
  const [spam = ''] = [...byId].find(([, code]) => code === 'spam') ?? []
  await expect(connector.getConversation(spam)).rejects.toMatchObject({ code: 'resource_not_found' })
})

test('page while rows move: a row that jumps ahead costs repeats, and none of the others is missed', async () => {
  const { simulator, connector } = meet()
  const ids = place(simulator, 40)
  let moves = 0
  const rows = await walk(connector, { limit: 10 }, () => {
    moves += 1
    if (moves <= 3) simulator.receive({ ticket_id: Number(ids[25 + moves]?.slice(7)), text: 'Hello?' })
  })
  const seen = new Set(rows.map(({ id }) => id))
  const jumped = new Set(ids.slice(26, 29))
  expect(ids.filter((id) => !seen.has(id) && !jumped.has(id))).toEqual([])
})

test('map every field: a ticket', async () => {
  const { simulator, connector } = meet()
  const { id } = simulator.placeTicket({
    subject: 'Order TJ-1',
    agent: MAYA,
    customer: { first_name: 'Ana', last_name: 'Wijaya', email: 'ana@mail.example', phone: '+6281234567890' },
    messages: [
      { html: '<p>Halo</p>', at: at(30) },
      { html: '<p>Ya</p>', by: MAYA, at: at(20) },
      { html: '<p>Between us</p>', thread_type: 'note', by: RINA, at: at(10) },
    ],
    created_at: at(40),
    updated_at: at(5),
  })
  const { customer } = simulator.ticket(id)
  expect(await connector.getConversation(`ticket:${id}`)).toEqual({
    id: `ticket:${id}`,
    channel: 'email',
    subject: 'Order TJ-1',
    status: 'open',
    unknownStatus: null,
    contact: {
      id: `customer:${customer.id}`,
      name: 'Ana Wijaya',
      email: 'ana@mail.example',
      phoneNumber: '+6281234567890',
    },
    accountPhoneNumber: null,
    assignee: { id: String(MAYA), name: 'Maya Putri', email: 'maya@tokojakarta.example' },
    starred: false,
    unreadCount: 1,
    lastMessageAt: Date.parse(at(20)),
    lastInboundAt: Date.parse(at(30)),
    createdAt: Date.parse(at(40)),
    updatedAt: Date.parse(at(5)),
  })
})

test('map every field: a live chat, whose plumbing stays where it is', async () => {
  const { simulator, connector } = meet()
  const customer = { first_name: 'Ana', email: 'ana@mail.example' }
  const messages = [
    { text: 'Hi <b>there</b>', at: at(3) },
    { text: 'Hello', by: RINA, at: at(2) },
  ]
  const {
    id,
    token,
    socket_id: socketId,
  } = simulator.placeChat({ customer, users: [RINA], messages, created_at: at(4) })
  const chat = await connector.getConversation(`chat:${id}`)
  expect(chat).toMatchObject({
    channel: 'live_chat',
    status: 'open',
    untold: ['status', 'unread'],
    contact: { id: 'customer:1', name: 'Ana', email: 'ana@mail.example' },
    assignee: { id: String(RINA), name: 'Rina Hartati' },
    lastMessageAt: Date.parse(at(2)),
    lastInboundAt: Date.parse(at(3)),
  })
  const thread = await connector.listMessages({ conversationId: `chat:${id}` })
  expect(thread.rows.map(({ text, direction }) => [text, direction])).toEqual([
    ['Hello', 'outbound'],
    ['Hi <b>there</b>', 'inbound'],
  ])
  simulator.faults.add({ kind: 'malformed', shape: 'bad_date', path: '/conversations.json' })
  const broken = await connector.listConversations({ cursor: 'c1' })
  expect(broken.malformed).toMatchObject([{ vendorId: `chat:${id}` }])
  const everything = JSON.stringify([chat, thread, broken])
  for (const secret of [token, socketId, 'filter_args']) expect(everything).not.toContain(secret)
})

test('map every field: replies, notes and the vendor’s own lines are told apart, and bodies are plain text', async () => {
  const { simulator, connector } = meet()
  const { id } = simulator.placeTicket({
    messages: [
      { html: '<style>p{}</style><p>Halo<script>steal()</script></p><img src=x>', at: at(5) },
      { html: '<p>Be generous</p>', thread_type: 'note', by: MAYA, at: at(4) },
      { html: '<p>Dear Ana</p><p>Yes.</p>', by: MAYA, at: at(3) },
      { html: 'Ticket was assigned', thread_type: 'eventInfo', by: MAYA, at: at(2) },
    ],
  })
  const first = await connector.listMessages({ conversationId: `ticket:${id}`, limit: 3 })
  expect(first.rows.map(({ type, direction, text, delivery }) => [type, direction, text, delivery?.state])).toEqual([
    ['event', 'outbound', 'Ticket was assigned', undefined],
    ['text', 'outbound', 'Dear Ana\n\nYes.', 'accepted'],
    ['note', 'outbound', 'Be generous', undefined],
  ])
  const rest = await connector.listMessages({ conversationId: `ticket:${id}`, limit: 3, cursor: `${first.nextCursor}` })
  expect(rest.rows.map(({ direction, text }) => [direction, text])).toEqual([['inbound', 'Halo']])
  expect(rest.nextCursor).toBeNull()
})

test('map every field: nothing in a whole demo is malformed, and no markup is left of its hostile mails', async () => {
  const { simulator, connector } = meet({ demo: { conversations: 200 } })
  const rows = await walk(connector, { limit: 100 })
  expect(rows.length).toBeGreaterThan(150)
  const { rows: tickets } = await connector.listConversations({ limit: 40 })
  const threads = await Promise.all(tickets.map(({ id }) => connector.listMessages({ conversationId: id, limit: 100 })))
  const texts = threads.flatMap((thread) => thread.rows.map(({ text }) => text ?? ''))
  expect(threads.flatMap((thread) => thread.malformed)).toEqual([])
  expect(texts.filter((text) => /<script|onerror|MsoNormal|tracker\.example|&nbsp;|steal\(/.test(text))).toEqual([])
  expect(simulator.log.entries().filter(({ status }) => status !== 200)).toEqual([])
})

test('users: agents are listed with the address by which they are told apart', async () => {
  const users = (await meet().connector.listUsers?.()) ?? []
  expect(users).toHaveLength(6)
  expect(users[0]).toEqual({ id: String(MAYA), name: 'Maya Putri', email: 'maya@tokojakarta.example' })
})

test('write, read back: what a patch answers is what the vendor holds afterwards', async () => {
  const { simulator, connector, calls } = meet()
  const [id = ''] = place(simulator, 1)
  await simulator.advance(1000)
  const patched = await connector.patchConversation(id, { status: 'resolved', assigneeId: String(RINA) })
  expect(patched).toMatchObject({
    conversation: { status: 'resolved', assignee: { id: String(RINA), name: 'Rina Hartati' }, updatedAt: NOW + 1000 },
    notApplied: [],
  })
  expect(await connector.getConversation(id)).toEqual(patched.conversation)
  expect(calls().filter((call) => call.startsWith('PATCH'))).toHaveLength(1)
})

test.each([
  ['on-hold', 'pending'],
  ['waiting-on-supplier', 'pending'],
  ['closed', 'resolved'],
  ['waiting', 'pending'],
] as const)('write: a ticket that is %s is left alone by a wish for %s', async (code, status) => {
  const { simulator, connector, calls } = meet()
  const { id, status: before } = simulator.placeTicket({ status: code })
  expect(await connector.patchConversation(`ticket:${id}`, { status })).toMatchObject({ conversation: { status } })
  expect(simulator.ticket(id).status).toEqual(before)
  expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([])
})

test.each([
  [{}, 'resolved', 1046],
  [{ resolveAs: 'closed' }, 'resolved', 1047],
  [{}, 'pending', 1043],
  [{}, 'open', 1041],
] as const)('write: with %j a wish for %s writes the status %i', async (options, status, number) => {
  const { simulator, connector } = meet({}, { options })
  const { id } = simulator.placeTicket({ status: status === 'open' ? 'on-hold' : 'active' })
  await connector.patchConversation(`ticket:${id}`, { status })
  expect(simulator.ticket(id).status.id).toBe(number)
})

test.each([
  ['clears', []],
  ['ignored', ['assigneeId']],
] as const)('write, read back: a vendor that %s a null agent applied, or not, %j', async (unassign, notApplied) => {
  const { simulator, connector } = meet({ behaviour: { unassign } })
  const { id } = simulator.placeTicket({ agent: MAYA })
  const patched = await connector.patchConversation(`ticket:${id}`, { assigneeId: null })
  expect(patched).toMatchObject({
    notApplied,
    conversation: { assignee: unassign === 'clears' ? null : { id: `${MAYA}` } },
  })
})

test('write: assigning a chat writes who takes part and nothing else; its status is nobody’s to write', async () => {
  const { simulator, connector } = meet()
  const { id, token } = simulator.placeChat({ users: [RINA, 313] })
  const patched = await connector.patchConversation(`chat:${id}`, { assigneeId: String(MAYA), status: 'resolved' })
  expect(patched).toMatchObject({ conversation: { assignee: { id: String(MAYA) } }, notApplied: ['status'] })
  expect(simulator.chat(id)).toMatchObject({ users: [{ id: MAYA }, { id: 313 }], token })
  const sent = simulator.log.entries().find(({ method }) => method === 'PATCH')
  expect(JSON.parse(sent?.body ?? '')).toEqual({ conversation: { users: [{ id: MAYA }, { id: 313 }] } })
  const left = await connector.patchConversation(`chat:${id}`, { assigneeId: null })
  expect(left).toMatchObject({ conversation: { assignee: { id: '313' } }, notApplied: ['assigneeId'] })
})

test('write: a vendor that does not take users of a chat is told on', async () => {
  const { simulator, connector } = meet({ behaviour: { chatUsers: 'ignored' } })
  const { id } = simulator.placeChat({})
  const patched = await connector.patchConversation(`chat:${id}`, { assigneeId: String(MAYA) })
  expect(patched).toMatchObject({ conversation: { assignee: null }, notApplied: ['assigneeId'] })
})

test('chats: one that became a ticket is resolved, one that was deleted is gone, and no plan for them is no failure', async () => {
  const { simulator, connector } = meet()
  const [open, converted, deleted] = [simulator.placeChat({}), simulator.placeChat({}), simulator.placeChat({})]
  simulator.actOnChat(converted.id, { act: 'convert' })
  simulator.actOnChat(deleted.id, { act: 'delete' })
  const { rows } = await connector.listConversations({ cursor: 'c1' })
  expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
    [`chat:${open.id}`]: 'open',
    [`chat:${converted.id}`]: 'resolved',
  })
  await expect(connector.getConversation(`chat:${deleted.id}`)).rejects.toMatchObject({ code: 'resource_not_found' })
  const without = meet({ behaviour: { liveChats: false } })
  expect(await without.connector.listConversations({ cursor: 'c1' })).toEqual({
    rows: [],
    malformed: [],
    nextCursor: null,
  })
})

const letter = (conversationId: string | null, text: string) => ({
  conversationId,
  contactId: null,
  channel: 'email',
  to: null,
  from: null,
  content: { type: 'text', text } as const,
})

test('send: a reply arrives as it was typed, is a reply by name, and is found again by its words', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  const words = 'Dear Ana,\n\n1 < 2 & "done"\n  see you'
  const receipt = await connector.sending?.send(letter(id, words), 'key')
  expect(receipt).toMatchObject({ delivery: { state: 'accepted' }, createdAt: NOW })
  const sent = simulator.log.entries().findLast(({ method }) => method === 'POST')
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({ threadType: 'message', editMethod: 'html' })
  const { rows } = await connector.listMessages({ conversationId: id })
  expect(rows[0]).toMatchObject({ id: receipt?.id, text: words, direction: 'outbound', type: 'text' })
})

test('send: when the answer is lost the reply is there once, to be found', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  simulator.faults.add({ kind: 'drop', when: 'after', method: 'POST', times: 1 })
  await expect(connector.sending?.send(letter(id, 'Halo Ana'), 'key')).rejects.toMatchObject({ kind: 'unreachable' })
  const { rows } = await connector.listMessages({ conversationId: id })
  expect(rows.filter(({ text, direction }) => text === 'Halo Ana' && direction === 'outbound')).toHaveLength(1)
  expect(connector.sending?.keyLifeMs).toBeNull()
})

test('send: nothing goes to a chat or to nobody', async () => {
  const { simulator, connector, calls } = meet()
  const { id } = simulator.placeChat({})
  for (const to of [`chat:${id}`, null]) {
    await expect(connector.sending?.send(letter(to, 'Hi'), 'key')).rejects.toMatchObject({ code: 'cannot_send' })
  }
  expect(calls()).toEqual([])
  expect(connector.channels).toMatchObject({ live_chat: { sends: null }, email: { sending: 'cannot_be_recalled' } })
})

test('refuse: a wrong key, an unknown agent, a ticket that is gone, an id that cannot be', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  const wrong = meet({}, { apiKey: 'nope' }).connector
  await expect(wrong.account()).rejects.toMatchObject({ kind: 'auth', status: 401 })
  await expect(connector.patchConversation(id, { assigneeId: '999' })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'invalid_field',
    param: 'agent.id',
  })
  simulator.act(Number(id.slice(7)), { act: 'merge' })
  for (const lost of [id, 'ticket:999', 'chat:9', 'ticket:1.json', 'order:1', 'chat:../tickets/1']) {
    const error = { kind: 'not_found', code: 'resource_not_found' }
    await expect(connector.getConversation(lost)).rejects.toMatchObject(error)
  }
  await expect(connector.listConversations({ cursor: 'x1' })).rejects.toMatchObject({ code: 'invalid_cursor' })
})

test('refuse: any other 4xx is for good, whatever its body, and says nothing of it', async () => {
  const { simulator, connector } = meet()
  const bodies = ['<h1>Forbidden secret</h1>', '{"errors":[{"detail":"secret"}]}', '']
  for (const body of bodies) {
    simulator.faults.add({ kind: 'error', status: 422, body, times: 1 })
    const error: unknown = await connector.account().catch((error: unknown) => error)
    expect(error).toMatchObject({ kind: 'rejected', code: 'http_422' })
    expect(String(error)).not.toContain('secret')
  }
})

test.each([['epoch'], ['seconds_left']] as const)(
  'rate-limit: the wait is until the minute is over, told as %s',
  async (limitReset) => {
    const { simulator, connector } = meet({ limits: { requests: 2 }, behaviour: { limitReset } })
    await connector.listUsers?.()
    await simulator.advance(20_000)
    await connector.listUsers?.()
    expect(connector.budget('read')).toEqual({ limit: 2, remaining: 0, resetAt: NOW + 60_000 })
    await expect(connector.listUsers?.()).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 40_000 })
    await simulator.advance(40_000)
    expect(await connector.listUsers?.()).toHaveLength(6)
  },
)

test('rate-limit: a header from another time never makes anybody wait longer than a minute', async () => {
  const { simulator, connector } = meet()
  const resets = { '99999999999': 60_000, '0': 1000, soon: 1000 }
  for (const [reset, retryAfterMs] of Object.entries(resets)) {
    simulator.faults.add({ kind: 'error', status: 429, times: 1, headers: { 'X-Rate-Limit-Reset': reset } })
    await expect(connector.account()).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs })
  }
})

test('time out: a slow vendor is unreachable, and a patch that was given up may have been applied', async () => {
  const { simulator, connector } = meet({}, { options: { timeoutMs: '25' } })
  const { id } = simulator.placeTicket({})
  simulator.faults.add({ kind: 'latency', ms: 80, when: 'after', method: 'PATCH', times: 1 })
  const patch = connector.patchConversation(`ticket:${id}`, { assigneeId: String(MAYA) })
  await expect(patch).rejects.toMatchObject({ kind: 'unreachable', code: 'timeout' })
  expect(simulator.ticket(id).agent?.id).toBe(MAYA)
})

test.each([
  [{ kind: 'error', status: 503 }, 'http_503'],
  [{ kind: 'error', status: 502, body: '<h1>Bad gateway</h1>' }, 'http_502'],
  [{ kind: 'drop', when: 'before' }, 'network'],
] as const)('time out: %j is unreachable', async (fault, code) => {
  const { simulator, connector } = meet()
  simulator.faults.add(fault)
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'unreachable', code })
})

test('malformed row: whatever is broken in one costs that row and no other', async () => {
  const { simulator, connector } = meet()
  const ids = place(simulator, 5)
  const broken = ids[2] ?? ''
  for (const shape of ['missing_id', 'wrong_type', 'bad_date', 'not_an_object'] as const) {
    simulator.faults.clear()
    simulator.faults.add({ kind: 'malformed', shape, path: '/tickets.json', conversation_id: broken.slice(7) })
    const { rows, malformed } = await connector.listConversations({})
    expect(rows.map(({ id }) => id)).toEqual(ids.filter((id) => id !== broken))
    expect(malformed).toHaveLength(1)
    expect(malformed[0]?.vendorId).toBe(shape === 'bad_date' ? broken : null)
  }
})

test('unknown enum: a status that nobody knows counts as open under its own word, and is looked up again', async () => {
  const { simulator, connector } = meet()
  const { store } = simulator.vendor
  await connector.account()
  store.insert('statuses', { id: 1099, name: 'Escalated', code: 'escalated', color: '', is_custom: 0 })
  const { id } = simulator.placeTicket({ status: 'escalated', messages: [{ html: 'x', thread_type: 'carrierPigeon' }] })
  const read = () => connector.getConversation(`ticket:${id}`)
  expect(await read()).toMatchObject({ status: 'open', unknownStatus: 'status 1099' })
  await simulator.advance(60_000)
  expect(await read()).toMatchObject({ status: 'open', unknownStatus: 'escalated' })
  expect((await walk(connector, { status: 'open' })).map((row) => row.id)).toEqual([`ticket:${id}`])
  const { rows } = await connector.listMessages({ conversationId: `ticket:${id}` })
  expect(rows).toMatchObject([{ type: 'event' }])
})

test('webhook: everything that happens to a ticket is a hint to read it again', async () => {
  const desk = meet()
  await listen(desk)
  const { ticket } = desk.simulator.receive({ from: 'ana@mail.example', subject: 'Halo', text: 'Hi' })
  const id = ticket?.id ?? 0
  desk.simulator.act(id, { act: 'assign', user_id: MAYA })
  desk.simulator.act(id, { act: 'solve' })
  desk.simulator.act(id, { act: 'delete' })
  await desk.simulator.settled()
  const deliveries = await readAll(desk)
  expect(deliveries.map((delivery) => delivery?.event)).toEqual([
    'ticket.created',
    'ticket.assigned',
    'ticket.status',
    'ticket.deleted',
  ])
  expect(deliveries.flatMap((delivery) => delivery?.events)).toEqual(
    Array.from({ length: 4 }, () => ({ type: 'changed', conversationId: `ticket:${id}` })),
  )
})

test('webhook forged: another secret, another body, a cut body or no signature at all is none of the vendor’s', async () => {
  const desk = meet()
  await listen(desk)
  desk.simulator.receive({ text: 'Hi' })
  await desk.simulator.settled()
  const [{ headers, body } = { headers: new Headers(), body: new Uint8Array() }] = desk.inbox
  const read = (given: WebhookRequest, secrets: string[] = [TOKEN]) =>
    meet({}, { webhookSecrets: secrets }).connector.readWebhook?.(given, NOW)
  const bare = new Headers(headers)
  bare.delete('x-desk-signature')
  const empty = new Headers(headers)
  empty.set('x-desk-signature', createHmac('sha256', '').update(body).digest('hex'))
  expect(await read({ headers, body }, ['other', TOKEN])).not.toBeNull()
  expect(await read({ headers, body }, ['other'])).toBeNull()
  expect(await read({ headers, body: body.slice(0, -1) })).toBeNull()
  expect(await read({ headers: bare, body })).toBeNull()
  expect(await read({ headers: empty, body }, [''])).toBeNull()
})

test('webhook repeated, late and out of order: repetitions share a key, and each still only says where to look', async () => {
  const desk = meet()
  await listen(desk)
  const { id } = desk.simulator.placeTicket({})
  desk.simulator.webhooks.hold()
  desk.simulator.act(id, { act: 'solve' })
  desk.simulator.act(id, { act: 'reopen' })
  desk.simulator.webhooks.duplicate(1)
  await desk.simulator.advance(3_600_000)
  await desk.simulator.webhooks.release('reversed')
  const deliveries = await readAll(desk)
  expect(deliveries).toHaveLength(4)
  expect(new Set(deliveries.map((delivery) => delivery?.dedupeKey)).size).toBe(2)
  for (const delivery of deliveries) {
    expect(delivery?.events).toEqual([{ type: 'changed', conversationId: `ticket:${id}` }])
  }
})

test('webhook: what is about no ticket is ignored, even when its number is one', async () => {
  const { connector } = meet()
  const read = (event: string, json: unknown) => {
    const body = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json))
    const signature = createHmac('sha256', TOKEN).update(body).digest('hex')
    const headers = new Headers({ 'X-Desk-Event': event, 'X-Desk-Signature': signature })
    return connector.readWebhook?.({ headers, body }, NOW)
  }
  for (const [event, body] of [
    ['customer.deleted', { id: 7 }],
    ['thread.deleted', { id: 7 }],
    ['ticket.status', 'not json'],
    ['ticket.status', { ticket: { id: 'x' } }],
  ] as const) {
    expect((await read(event, body))?.events).toEqual([{ type: 'ignored', event }])
  }
  expect((await read('thread.edited', { thread: { id: 7, ticketId: 12 } }))?.events).toEqual([
    { type: 'changed', conversationId: 'ticket:12' },
  ])
})
