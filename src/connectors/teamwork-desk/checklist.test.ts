import { afterEach, expect, test } from 'vitest'
import {
  createTeamworkDeskSimulator,
  type TeamworkDeskSimulator,
  type TeamworkDeskSimulatorOptions,
} from '#simulators/teamwork-desk/index.ts'
import { createTeamworkDesk } from './index.ts'
import { walk } from '../kit/stand-ins.ts'
import { ago, configWith, MAYA, NOW, RINA } from './stand-ins.ts'

const opened: TeamworkDeskSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated site whose clock stands still, and the connector on it. */
function meet(options: TeamworkDeskSimulatorOptions = {}) {
  const simulator = createTeamworkDeskSimulator({ now: () => NOW, limits: { requests: 1000 }, ...options })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  const connector = createTeamworkDesk(configWith({ apiKey, fetch, now }))
  const calls = () => simulator.log.entries().map(({ method, path }) => `${method} ${path.replace('/desk/api/v2', '')}`)
  return { simulator, connector, calls }
}

function place(simulator: TeamworkDeskSimulator, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const status = ['active', 'waiting', 'solved'][index % 3] ?? 'active'
    const messages = [{ html: '<p>Halo</p>', at: ago(index + 1) }]
    return `ticket:${simulator.placeTicket({ status, messages, created_at: ago(900), updated_at: ago(index) }).id}`
  })
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

test('list: tickets tell how many of them are behind a page; what the chats add only their own pages tell', async () => {
  const { simulator, connector } = meet()
  place(simulator, 7)
  for (let chats = 0; chats < 5; chats += 1) simulator.placeChat({ messages: [{ text: 'Hi' }] })
  const behind = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await connector.listConversations({ limit: 3, ...(cursor === undefined ? {} : { cursor }) })
    behind.push(page.behind)
    cursor = page.nextCursor
  }
  expect(behind).toEqual([4, 1, undefined, 2, 0])
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
      { html: '<p>Halo</p>', at: ago(30) },
      { html: '<p>Ya</p>', by: MAYA, at: ago(20) },
      { html: '<p>Between us</p>', thread_type: 'note', by: RINA, at: ago(10) },
    ],
    created_at: ago(40),
    updated_at: ago(5),
  })
  simulator.vendor.store.run('insert into ticket_tags values (?, 71), (?, 73)', id, id)
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
    tags: ['refund', 'vip'],
    unreadCount: 1,
    lastMessageAt: Date.parse(ago(20)),
    lastInboundAt: Date.parse(ago(30)),
    createdAt: Date.parse(ago(40)),
    updatedAt: Date.parse(ago(5)),
  })
})

test('map every field: a live chat, whose plumbing stays where it is', async () => {
  const { simulator, connector } = meet()
  const customer = { first_name: 'Ana', email: 'ana@mail.example' }
  const messages = [
    { text: 'Hi <b>there</b>', at: ago(3) },
    { text: 'Hello', by: RINA, at: ago(2) },
  ]
  const {
    id,
    token,
    socket_id: socketId,
  } = simulator.placeChat({ customer, users: [RINA], messages, created_at: ago(4) })
  const chat = await connector.getConversation(`chat:${id}`)
  expect(chat).toMatchObject({
    channel: 'live_chat',
    status: 'open',
    untold: ['status', 'unread'],
    contact: { id: 'customer:1', name: 'Ana', email: 'ana@mail.example' },
    assignee: { id: String(RINA), name: 'Rina Hartati' },
    lastMessageAt: Date.parse(ago(2)),
    lastInboundAt: Date.parse(ago(3)),
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
      { html: '<style>p{}</style><p>Halo<script>steal()</script></p><img src=x>', at: ago(5) },
      { html: '<p>Be generous</p>', thread_type: 'note', by: MAYA, at: ago(4) },
      { html: '<p>Dear Ana</p><p>Yes.</p>', by: MAYA, at: ago(3) },
      { html: 'Ticket was assigned', thread_type: 'eventInfo', by: MAYA, at: ago(2) },
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
