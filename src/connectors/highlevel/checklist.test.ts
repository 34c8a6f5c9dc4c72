import { afterEach, expect, test } from 'vitest'
import {
  createHighlevelSimulator,
  type HighlevelSimulator,
  type HighlevelSimulatorOptions,
} from '#simulators/highlevel/index.ts'
import type { ConnectorConfig } from '../connector.ts'
import { createHighlevel } from './index.ts'
import { walk } from '../kit/stand-ins.ts'
import { configWith, MAYA, NOW } from './stand-ins.ts'

const second = 1000
const hour = 3_600_000
const opened: HighlevelSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated location whose clock stands still, and its connector. */
function meet(options: HighlevelSimulatorOptions = {}, config: Partial<ConnectorConfig> = {}) {
  const simulator = createHighlevelSimulator({ now: () => NOW, timer: () => () => undefined, ...options })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  return { simulator, connector: createHighlevel(configWith({ apiKey, fetch, now, ...config })) }
}

const at = (ms: number): string => new Date(ms).toISOString()

function place(simulator: HighlevelSimulator, count: number, everyMs = second): string[] {
  return Array.from({ length: count }, (_, n) => simulator.placeConversation({ last_at: at(NOW - n * everyMs) }).id)
}

// List, and page while rows move.

test('a walk reaches every conversation once, newest first, though pages are cut shorter than asked for', async () => {
  const { simulator, connector } = meet({ behaviour: { maxPage: 7 } })
  const ids = place(simulator, 40)
  expect((await walk(connector, { limit: 10 })).map(({ id }) => id)).toEqual(ids)
})

test('rows of one millisecond are met once each, also where a page ends among them', async () => {
  const { simulator, connector } = meet()
  const ids = [...place(simulator, 3), ...place(simulator, 9, 0), ...place(simulator, 4, 60 * second)]
  const met = (await walk(connector, { limit: 5 })).map(({ id }) => id)
  expect(new Set(met)).toEqual(new Set(ids))
  expect(met).toHaveLength(ids.length)
})

test('more rows of one millisecond than the largest page holds do not stop a walk', async () => {
  const { simulator, connector } = meet({ behaviour: { maxPage: 3 } })
  place(simulator, 6, 0)
  const older = simulator.placeConversation({ last_at: at(NOW - hour) })
  expect((await walk(connector, { limit: 3 })).map(({ id }) => id)).toContain(older.id)
})

test('a walk misses no row that held still while others moved', async () => {
  const { simulator, connector } = meet()
  const ids = place(simulator, 30)
  const moved = new Set<string>()
  const rows = await walk(connector, { limit: 4 }, () => {
    simulator.clock.set(simulator.clock.now() + second)
    const id = ids[(moved.size * 7 + 3) % ids.length] ?? ''
    moved.add(id)
    simulator.receive({ conversation_id: id })
  })
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(ids.filter((id) => !moved.has(id))))
})

// Map every field.

test('every field of a row arrives in our words', async () => {
  const { simulator, connector } = meet()
  const { id, contactId } = simulator.placeConversation({
    contact: { name: 'Ana Wijaya', email: 'ana@mail.example', phone: '+62 812-3456-7890' },
    assigned_to: MAYA,
    last_type: 'TYPE_WHATSAPP',
    last_at: at(NOW - hour),
    created_at: at(NOW - 5 * hour),
    unread: 2,
    starred: true,
  })
  simulator.changeContact(contactId, { tags: ['vip', 'Grosir ', 'vip', ''] })
  const conversation = {
    id,
    channel: 'whatsapp',
    subject: null,
    status: 'open',
    unknownStatus: null,
    contact: { id: contactId, name: 'Ana Wijaya', email: 'ana@mail.example', phoneNumber: '+6281234567890' },
    accountPhoneNumber: null,
    assignee: { id: MAYA, name: 'Maya Putri', email: 'maya@tokojakarta.example' },
    starred: true,
    tags: ['vip', 'Grosir'],
    unreadCount: 2,
    lastMessageAt: NOW - hour,
    lastInboundAt: NOW - hour,
    createdAt: NOW - 5 * hour,
    updatedAt: NOW - 5 * hour,
  }
  expect(await connector.getConversation(id)).toEqual(conversation)
  expect((await connector.listConversations({})).rows).toEqual([conversation])
})

test('a contact without a name has none, though the row repeats the number in its place', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812' })
  expect((await connector.getConversation(conversation.id)).contact).toMatchObject({
    name: null,
    phoneNumber: '+62812',
  })
})

test('a row of the documented fields only says nothing of assignee, star and times, and is walked all the same', async () => {
  const { simulator, connector } = meet({ behaviour: { rowShape: 'spec' } })
  for (let n = 0; n < 5; n += 1) {
    simulator.clock.set(NOW + n * second)
    simulator.receive({ from: `+6281${n}` })
  }
  const rows = await walk(connector, { limit: 2 })
  expect(new Set(rows.map(({ id }) => id)).size).toBe(5)
  expect(rows[0]).toMatchObject({ untold: ['activity', 'assignee', 'starred'], channel: 'sms', unreadCount: 1 })
})

test('behind activities, comments and calls the channel is that of the customer’s last message, looked up once', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812', type: 'TYPE_INSTAGRAM' })
  simulator.clock.set(NOW + 60 * second)
  simulator.act(conversation.id, { act: 'activity', text: 'Owner changed' })
  for (let n = 0; n < 3; n += 1) {
    const [row] = (await connector.listConversations({})).rows
    expect(row).toMatchObject({ channel: 'instagram', lastMessageAt: NOW + 60 * second, lastInboundAt: NOW })
  }
  expect(simulator.log.entries().filter(({ path }) => path.endsWith('/messages'))).toHaveLength(1)
})

test('look-ups leave half of the burst to others, and what is left is learnt with the next read', async () => {
  const { simulator, connector } = meet({ limits: { burst: 10, daily: 1000 } })
  for (let n = 0; n < 8; n += 1) {
    const { conversation } = simulator.receive({ from: `+62812${n}`, type: 'TYPE_INSTAGRAM' })
    simulator.act(conversation.id, { act: 'activity', text: 'Owner changed' })
  }
  const known = async () =>
    (await connector.listConversations({})).rows.filter(({ channel }) => channel === 'instagram')
  expect(await known()).toHaveLength(4)
  expect(connector.budget('read')?.remaining).toBe(5)
  await simulator.advance(10 * second)
  expect(await known()).toHaveLength(8)
})

test('after our answer on WhatsApp the customer’s last message still decides the window', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812', type: 'TYPE_WHATSAPP' })
  simulator.clock.set(NOW + hour)
  simulator.act(conversation.id, { act: 'reply', text: 'Siap kak' })
  expect(await connector.getConversation(conversation.id)).toMatchObject({
    lastMessageAt: NOW + hour,
    lastInboundAt: NOW,
  })
})

test('what a workflow answered stays unread, since the customer’s own time', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812', type: 'TYPE_SMS' })
  simulator.clock.set(NOW + second)
  simulator.act(conversation.id, { act: 'reply', text: 'Kami segera kembali' })
  simulator.act(conversation.id, { act: 'unread' })
  expect(await connector.getConversation(conversation.id)).toMatchObject({ unreadCount: 1, lastInboundAt: NOW })
})

test.each(['live', 'spec'] as const)(
  'messages of shape %s: texts, notes, events and e-mails with their words',
  async (messageShape) => {
    const { simulator, connector } = meet({ behaviour: { messageShape } })
    const html = '<html><style>p{color:red}</style><p>Halo &amp; salam</p><script>alert(1)</script></html>'
    const { conversation, email } = simulator.receive({
      email: 'ana@mail.example',
      type: 'TYPE_EMAIL',
      html,
      subject: 'Retur',
    })
    const next = (): void => simulator.clock.set(simulator.clock.now() + second)
    next()
    const other = simulator.receive({
      conversation_id: conversation.id,
      type: 'TYPE_EMAIL',
      text: 'Lagi',
      joins: true,
    })
    next()
    simulator.act(conversation.id, { act: 'comment', text: 'Telepon besok' })
    next()
    simulator.act(conversation.id, { act: 'activity', text: 'Owner changed' })
    next()
    simulator.receive({
      conversation_id: conversation.id,
      type: 'TYPE_SMS',
      text: '2 < 3',
      attachments: ['https://files.test/a/foto%201.jpg'],
    })
    const { rows, malformed, nextCursor } = await connector.listMessages({ conversationId: conversation.id })
    expect([malformed, nextCursor]).toEqual([[], null])
    expect(rows).toMatchObject([
      {
        type: 'image',
        text: '2 < 3',
        label: 'foto 1.jpg',
        direction: 'inbound',
        delivery: null,
        createdAt: NOW + 4 * second,
      },
      { type: 'event', text: 'Owner changed', delivery: null },
      { type: 'note', text: 'Telepon besok', delivery: null },
      { id: `e-mail:${other.email?.id}`, type: 'text', text: 'Lagi', label: 'Re: Retur' },
      { id: `e-mail:${email?.id}`, type: 'text', text: 'Halo & salam', label: 'Retur', createdAt: NOW },
    ])
  },
)

test('each file of a message is one to look at, and is fetched without the token', async () => {
  const { simulator, connector } = meet()
  const attachments = ['https://files.highlevel.example/bag.png', 'https://files.highlevel.example/gone.pdf']
  const { conversation } = simulator.receive({ from: '+62812', text: 'Ini kak', attachments })
  simulator.clock.set(NOW + second)
  simulator.receive({ conversation_id: conversation.id, type: 'TYPE_EMAIL', text: 'Lagi', attachments })
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows.toReversed()).toMatchObject([
    { type: 'image', text: 'Ini kak', media: { kind: 'image', mime_type: 'image/png', filename: 'bag.png' } },
    { type: 'document', text: null, label: 'gone.pdf', media: { kind: 'document', mime_type: 'application/pdf' } },
    { type: 'text', text: 'Lagi' },
    { type: 'image', text: null, label: 'bag.png' },
    { type: 'document' },
  ])
  const found = await Promise.all(
    rows.map(async ({ id }) => connector.media?.locate({ id, conversationId: '' }).catch(() => null)),
  )
  expect(found.toReversed()).toEqual([attachments[0], attachments[1], null, attachments[0], attachments[1]])
  const opened = await connector.media?.open(attachments[0] ?? '', null)
  expect(opened).toMatchObject({ status: 200, mimeType: 'image/png' })
  await expect(connector.media?.open(attachments[1] ?? '', null)).rejects.toMatchObject({ kind: 'not_found' })
  await expect(connector.media?.open('https://10.0.0.1/a', null)).rejects.toMatchObject({ kind: 'rejected' })
})

test('messages are paged to the last, and an e-mail that cannot be read costs itself', async () => {
  const { simulator, connector } = meet()
  const { conversation, email } = simulator.receive({ email: 'ana@mail.example', type: 'TYPE_EMAIL', text: 'one' })
  for (let n = 1; n < 25; n += 1) {
    simulator.clock.set(NOW + n * second)
    simulator.receive({ conversation_id: conversation.id, text: `mail ${n}` })
  }
  simulator.faults.add({ kind: 'error', status: 400, path: `/conversations/messages/email/${email?.id}` })
  const first = await connector.listMessages({ conversationId: conversation.id })
  expect(first.rows).toHaveLength(20)
  const rest = await connector.listMessages({ conversationId: conversation.id, cursor: first.nextCursor ?? '' })
  expect(rest.rows.map(({ text }) => text)).toEqual(['mail 4', 'mail 3', 'mail 2', 'mail 1'])
  expect(rest).toMatchObject({ malformed: [{ vendorId: email?.id }], nextCursor: null })
})

test('the account, its users and a contact by number', async () => {
  const { simulator, connector } = meet()
  expect(await connector.account()).toMatchObject({ accountId: simulator.locationId, readPerMinute: 130 })
  const users = await connector.listUsers?.()
  expect(users?.[0]).toEqual({ id: MAYA, name: 'Maya Putri', email: 'maya@tokojakarta.example' })
  const { companyId, locationId } = simulator
  const v3 = meet({}, { options: { locationId, companyId, version: 'v3' } })
  expect(await v3.connector.listUsers?.()).toEqual(users)
  const { contactId } = simulator.placeConversation({ contact: { phone: '+62812' } })
  expect(await connector.findContacts('62812')).toEqual([{ id: contactId, accountPhoneNumber: null }])
  expect(await connector.findContacts('+999')).toEqual([])
})

// Malformed rows and unknown words.

test.each(['missing_id', 'wrong_type', 'bad_date', 'not_an_object'] as const)(
  'a row with %s costs itself, and the walk goes on',
  async (shape) => {
    const { simulator, connector } = meet()
    const ids = place(simulator, 5)
    simulator.faults.add({ kind: 'malformed', shape, times: 1 })
    const page = await connector.listConversations({ limit: 3 })
    expect(page.rows.map(({ id }) => id)).toEqual(ids.slice(1, 3))
    expect(page.malformed).toHaveLength(1)
    const next = await connector.listConversations({ limit: 3, cursor: page.nextCursor ?? '' })
    expect(next.rows.map(({ id }) => id)).toEqual(ids.slice(3))
  },
)

test('a type that is new is kept by its word and nothing is sent on it', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812', type: 'TYPE_HOLOGRAM', text: 'Halo' })
  const row = await connector.getConversation(conversation.id)
  expect(row.channel).toBe('other')
  expect(connector.channels['other']?.sends).toBeNull()
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows[0]).toMatchObject({ type: 'hologram', text: 'Halo' })
})
