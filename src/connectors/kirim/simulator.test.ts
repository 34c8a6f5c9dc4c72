import { afterEach, expect, test } from 'vitest'
import { createKirimSimulator, type KirimSimulator, type KirimSimulatorOptions } from '#simulators/kirim/index.ts'
import type { ConnectorConfig } from '../connector.ts'
import { createKirim } from './index.ts'
import { NOW } from './stand-ins.ts'
import { walk } from '../kit/stand-ins.ts'

const MAYA = 'm7Qk2VxPa9Rt'
const BASE = 'https://vendor.test/v1'
const opened: KirimSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated organisation whose clock stands still, and the connector on it. */
function meet(options: KirimSimulatorOptions = {}, config: Partial<ConnectorConfig> = {}) {
  const simulator = createKirimSimulator({ now: () => NOW, ...options })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  const base = { vendor: 'kirim', baseUrl: BASE, apiKey, webhookSecrets: [], fetch, now, options: {} }
  return { simulator, connector: createKirim({ ...base, ...config }) }
}

function place(simulator: KirimSimulator, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const status = (['open', 'pending', 'resolved'] as const)[index % 3] ?? 'open'
    const last_message_at = index % 10 === 0 ? null : new Date(NOW - index * 60_000).toISOString()
    return simulator.placeConversation({ status, last_message_at, contact: { name: `Customer ${index}` } }).id
  })
}

test('the account tells the organisation and its limits', async () => {
  const { connector } = meet()
  expect(await connector.account()).toMatchObject({ name: 'Toko Jakarta', readPerMinute: 600, writePerMinute: 60 })
})

test('following the cursor reaches every conversation once, newest-active first and those without a message last', async () => {
  const { simulator, connector } = meet()
  const ids = place(simulator, 57)
  const rows = await walk(connector, { limit: 10 })
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  const times = rows.map(({ lastMessageAt }) => lastMessageAt ?? -1)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

test('a walk of one status meets that status only', async () => {
  const { simulator, connector } = meet()
  place(simulator, 30)
  const rows = await walk(connector, { status: 'pending', limit: 3 })
  expect(rows).toHaveLength(10)
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['pending']))
})

test('conversations of one contact are found by its number', async () => {
  const { simulator, connector } = meet()
  place(simulator, 5)
  const { id } = simulator.placeConversation({ contact: { phone_number: '+6281234567890' } })
  const [contact] = await connector.findContacts('6281234567890')
  expect(contact?.accountPhoneNumber).toBe('+6285117600829')
  const page = await connector.listConversations({ contactId: contact?.id ?? '' })
  expect(page.rows.map((row) => row.id)).toEqual([id])
})

test('following the cursor reaches every contact once, with what their conversations do not tell', async () => {
  const { simulator, connector } = meet()
  place(simulator, 12)
  const person = { phone_number: '+6281234567890', name: 'Ana', email: 'ana@example.com' }
  simulator.placeConversation({ contact: person })
  const contacts = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await connector.listContacts?.({ limit: 5, ...(cursor === undefined ? {} : { cursor }) })
    contacts.push(...(page?.rows ?? []))
    cursor = page?.nextCursor ?? null
  }
  expect(new Set(contacts.map(({ id }) => id)).size).toBe(13)
  expect(contacts.find(({ name }) => name === 'Ana')).toEqual({
    id: expect.stringMatching(/^ctc_/),
    name: 'Ana',
    email: 'ana@example.com',
    phoneNumber: '+6281234567890',
  })
})

test('a cursor with another filter, or altered, is refused as invalid_cursor', async () => {
  const { simulator, connector } = meet()
  place(simulator, 30)
  const { nextCursor } = await connector.listConversations({ status: 'open', limit: 3 })
  const refused = { kind: 'rejected', code: 'invalid_cursor', status: 400 }
  await expect(connector.listConversations({ status: 'pending', cursor: `${nextCursor}` })).rejects.toMatchObject(
    refused,
  )
  await expect(connector.listConversations({ status: 'open', cursor: `${nextCursor}x` })).rejects.toMatchObject(refused)
})

test('a limit outside 1 to 100 is refused and names itself', async () => {
  const { connector } = meet()
  await expect(connector.listConversations({ limit: 101 })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'invalid_limit',
    param: 'limit',
  })
})

test('a patch makes a round trip: what it answers is what is read afterwards', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  await simulator.advance(1000)
  const { conversation: resolved } = await connector.patchConversation(id, { status: 'resolved', assigneeId: MAYA })
  expect(resolved).toMatchObject({ status: 'resolved', assignee: { id: MAYA, name: 'Maya Putri' } })
  expect(resolved.updatedAt).toBe(NOW + 1000)
  expect(await connector.getConversation(id)).toEqual(resolved)

  expect(await connector.patchConversation(id, { assigneeId: null })).toMatchObject({
    conversation: {
      status: 'resolved',
      assignee: null,
    },
  })
})

test('refusals come as the vendor words them', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  const nobody = `cnv_${'0'.repeat(26)}`
  await expect(connector.patchConversation(id, { assigneeId: 'nobody' })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'invalid_field_value',
    param: 'assigned_to',
  })
  await expect(connector.patchConversation(id, {})).rejects.toMatchObject({ code: 'missing_required_field' })
  await expect(connector.patchConversation(nobody, { status: 'open' })).rejects.toMatchObject({ kind: 'not_found' })
  await expect(connector.getConversation(nobody)).rejects.toMatchObject({
    kind: 'not_found',
    code: 'resource_not_found',
    vendorRequestId: expect.stringMatching(/^req_/),
  })
})

test('a wrong key is an auth failure', async () => {
  const { connector } = meet({}, { apiKey: 'kdv_live_wrong' })
  await expect(connector.account()).rejects.toMatchObject({ kind: 'auth', code: 'invalid_api_key', status: 401 })
})

test('the budget follows the vendor’s headers, reads and writes apart', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  expect(connector.budget('read')).toBeNull()
  await connector.account()
  await connector.getConversation(id)
  expect(connector.budget('read')).toMatchObject({ limit: 600, remaining: 598 })
  expect(connector.budget('write')).toBeNull()
  await connector.patchConversation(id, { status: 'pending' })
  expect(connector.budget('write')).toEqual({ limit: 60, remaining: 59, resetAt: NOW + 1000 })
})

test('an empty bucket is rate_limited, and after the wait it names the call goes through', async () => {
  const { simulator, connector } = meet({ limits: { read: 2, write: 60 } })
  await connector.account()
  await connector.account()
  const error: unknown = await connector.account().catch((error: unknown) => error)
  expect(error).toMatchObject({ kind: 'rate_limited', code: 'rate_limit_exceeded', retryAfterMs: 30_000 })
  expect(connector.budget('read')).toMatchObject({ limit: 2, remaining: 0 })
  await simulator.advance(30_000)
  expect(await connector.account()).toMatchObject({ name: 'Toko Jakarta' })
})

test('a slow vendor is a timeout, and a patch given up on may have been applied', async () => {
  const { simulator, connector } = meet({}, { options: { timeoutMs: '20' } })
  const [id = ''] = place(simulator, 1)
  simulator.faults.add({ kind: 'latency', ms: 60, times: 1 })
  await expect(connector.patchConversation(id, { status: 'resolved' })).rejects.toMatchObject({
    kind: 'unreachable',
    code: 'timeout',
  })
  await expect.poll(() => simulator.conversation(id).status).toBe('resolved')
})

test.each([['before'], ['after']] as const)('a connection dropped %s the vendor acted is unreachable', async (when) => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  simulator.faults.add({ kind: 'drop', when, times: 1 })
  await expect(connector.patchConversation(id, { status: 'resolved' })).rejects.toMatchObject({
    kind: 'unreachable',
    code: 'network',
  })
  expect(simulator.conversation(id).status).toBe(when === 'after' ? 'resolved' : 'open')
})

test.each([[500], [502], [503], [504]])('a %i is unreachable with the vendor’s code', async (status) => {
  const { simulator, connector } = meet()
  simulator.faults.add({ kind: 'error', status, code: 'whatsapp_upstream_error' })
  const expected = { kind: 'unreachable', code: 'whatsapp_upstream_error', status }
  await expect(connector.listConversations({})).rejects.toMatchObject(expected)
})

test('a proxy’s error page is unreachable', async () => {
  const { simulator, connector } = meet()
  simulator.faults.add({ kind: 'error', status: 502, body: '<h1>Bad gateway</h1>' })
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'unreachable', code: 'http_502' })
})

test('a forbidden number is a refusal for good, not a wrong key', async () => {
  const { simulator, connector } = meet()
  simulator.faults.add({ kind: 'error', status: 403, code: 'phone_number_forbidden' })
  await expect(connector.account()).rejects.toMatchObject({ kind: 'rejected', code: 'phone_number_forbidden' })
})

test.each([['missing_id'], ['wrong_type'], ['bad_date'], ['not_an_object']] as const)(
  'a row broken by %s is put aside, and the walk still reaches all the others',
  async (shape) => {
    const { simulator, connector } = meet()
    const ids = place(simulator, 12)
    const [, broken = ''] = ids
    simulator.faults.add({ kind: 'malformed', shape, conversation_id: broken })
    const { malformed } = await connector.listConversations({ limit: 5 })
    expect(malformed).toHaveLength(1)
    expect((await walk(connector, { limit: 5 })).map(({ id }) => id).toSorted()).toEqual(
      ids.filter((id) => id !== broken).toSorted(),
    )
  },
)

test('a thread reads newest first, page by page', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+6281234567890', text: 'satu' })
  await simulator.advance(1000)
  simulator.act(conversation.id, { act: 'reply', text: 'dua' })
  await simulator.advance(60_000)
  simulator.receive({ conversation_id: conversation.id, type: 'location', content: { location: { name: 'Gudang' } } })
  const first = await connector.listMessages({ conversationId: conversation.id, limit: 2 })
  expect(first.rows.map(({ text, label, delivery }) => [text, label, delivery?.state])).toEqual([
    [null, 'Gudang', undefined],
    ['dua', null, 'read'],
  ])
  const rest = await connector.listMessages({ conversationId: conversation.id, cursor: `${first.nextCursor}` })
  expect(rest.rows.map(({ text }) => text)).toEqual(['satu'])
  expect(rest.nextCursor).toBeNull()
})

test('nothing in an organisation full of names, gaps and kinds of messages is malformed', async () => {
  const { connector } = meet({ demo: { conversations: 200, seed: 7 } })
  const { rows, malformed } = await connector.listConversations({ limit: 100 })
  expect(malformed).toEqual([])
  const threads = await Promise.all(rows.map(({ id }) => connector.listMessages({ conversationId: id, limit: 100 })))
  expect(threads.flatMap((thread) => thread.malformed)).toEqual([])
  expect(threads.flatMap((thread) => thread.rows).length).toBeGreaterThan(200)
})

test('a message that Meta refused tells why', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+6281234567890' })
  simulator.faults.add({ kind: 'send', code: 'recipient_blocked', provider_code: 1013 })
  simulator.act(conversation.id, { act: 'reply', text: 'halo' })
  await simulator.advance(60_000)
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows.find(({ direction }) => direction === 'outbound')?.delivery).toEqual({
    state: 'failed',
    code: 'recipient_blocked',
  })
})

test.each([
  ['on hosts of its own', BASE],
  ['on a port of this machine', 'http://127.0.0.1:4701/v1'],
])('a customer’s file is found and fetched where it lies, %s, whole and in part', async (_, baseUrl) => {
  const { simulator, connector } = meet({ behaviour: { mediaAfterMs: 1000 } }, { baseUrl })
  const content = { media_url: 'https://media.kirim.example/a.wav', mime_type: 'audio/wav' }
  const { message } = simulator.receive({ from: '+6281234567890', type: 'audio', content })
  const locate = async () => connector.media?.locate(message)
  await expect(locate()).rejects.toMatchObject({ kind: 'not_found' })
  await simulator.advance(1000)
  const address = (await locate()) ?? ''
  const whole = await connector.media?.open(address, null)
  expect(whole).toMatchObject({ status: 200, mimeType: 'audio/wav' })
  expect((await new Response(whole?.body).bytes()).length).toBe(44_844)
  expect(await connector.media?.open(address, 'bytes=4-7')).toMatchObject({ status: 206, range: 'bytes 4-7/44844' })
})
