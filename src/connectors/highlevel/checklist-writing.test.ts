import { afterEach, expect, test } from 'vitest'
import {
  createHighlevelSimulator,
  type HighlevelSimulator,
  type HighlevelSimulatorOptions,
} from '#simulators/highlevel/index.ts'
import type { ConnectorConfig } from '../connector.ts'
import { createHighlevel } from './index.ts'
import { configWith, MAYA, NOW, textTo } from './stand-ins.ts'

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

// Write and read back.

test('star, unread mark and assignee are written where the vendor holds them, and read back', async () => {
  const { simulator, connector } = meet()
  const { id } = simulator.placeConversation({ unread: 3 })
  const patched = await connector.patchConversation(id, { starred: true, unread: false, assigneeId: MAYA })
  expect(patched).toMatchObject({
    conversation: { id, starred: true, unreadCount: 0, assignee: { id: MAYA } },
    notApplied: [],
  })
  expect(simulator.conversation(id)).toMatchObject({ starred: true, unread: 0, assignedTo: MAYA })
  const cleared = await connector.patchConversation(id, { unread: true, assigneeId: null })
  expect(cleared).toMatchObject({ conversation: { starred: true, unreadCount: 1, assignee: null }, notApplied: [] })
  const bodies = simulator.log
    .entries()
    .flatMap(({ method, path, body }) => (method === 'PUT' ? [[path.split('/')[1], body]] : []))
  expect(bodies.slice(0, 2)).toEqual([
    ['conversations', JSON.stringify({ locationId: simulator.locationId, unreadCount: 0, starred: true })],
    ['contacts', JSON.stringify({ assignedTo: MAYA })],
  ])
})

test('feedback is written where the version says what it may be, and offered nowhere else', async () => {
  const options = { locationId: 'tJ4kRtA8mZq2LsW0xVbN', version: 'v3' }
  const { simulator, connector } = meet({}, { options })
  const { id } = simulator.placeConversation({})
  expect(await connector.patchConversation(id, { feedback: 'negative' })).toMatchObject({ notApplied: [] })
  expect(simulator.conversation(id).feedback).toBe('"negative"')
  expect(JSON.parse(simulator.log.entries()[0]?.body ?? '')).toEqual({
    locationId: options.locationId,
    feedback: 'negative',
  })
  const dated = meet().connector.channels
  expect(Object.values(connector.channels).every(({ holds }) => holds.includes('feedback'))).toBe(true)
  expect(Object.values(dated).some(({ holds }) => holds.includes('feedback'))).toBe(false)
})

test('an owner who does not become the assignee is told as not applied', async () => {
  const { simulator, connector } = meet({ behaviour: { ownerIsAssignee: false } })
  const { id } = simulator.placeConversation({})
  const { conversation, notApplied } = await connector.patchConversation(id, { assigneeId: MAYA })
  expect([conversation.assignee, notApplied]).toEqual([null, ['assigneeId']])
})

test('a change whose answer cannot be read is read back', async () => {
  const { simulator, connector } = meet({ behaviour: { conversationShape: 'wrapped' } })
  const { id } = simulator.placeConversation({})
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await simulator.fetch(new Request(input, init))
    return init?.method === 'PUT' ? new Response('<html>', { status: 200 }) : answer
  }
  const odd = createHighlevel(configWith({ apiKey: simulator.apiKey, fetch }))
  expect(await odd.patchConversation(id, { starred: true })).toMatchObject({
    notApplied: [],
    conversation: { starred: true },
  })
  expect(await connector.getConversation(id)).toMatchObject({ starred: true })
})

// Send.

test('each channel is sent as its type, and the receipt’s id is the one that the list shows', async () => {
  const { simulator, connector } = meet()
  const kinds = [
    ['TYPE_SMS', 'sms', 'SMS'],
    ['TYPE_WHATSAPP', 'whatsapp', 'WhatsApp'],
    ['TYPE_FACEBOOK', 'facebook', 'FB'],
    ['TYPE_INSTAGRAM', 'instagram', 'IG'],
    ['TYPE_LIVE_CHAT', 'live_chat', 'Live_Chat'],
  ] as const
  for (const [type, channel, sent] of kinds) {
    const { conversation } = simulator.receive({ from: `+62${channel.length}${type.length}`, type })
    const receipt = await connector.sending?.send(textTo(conversation, channel, 'Siap kak'), 'key')
    expect(receipt).toMatchObject({ delivery: { state: 'accepted', code: null } })
    expect(simulator.log.entries().at(-1)?.body).toBe(
      JSON.stringify({ type: sent, contactId: conversation.contactId, message: 'Siap kak' }),
    )
    const { rows } = await connector.listMessages({ conversationId: conversation.id })
    expect(rows.find(({ id }) => id === receipt?.id)).toMatchObject({ direction: 'outbound', text: 'Siap kak' })
  }
})

test('an e-mail goes out as HTML in its thread, and comes back as the words that were written', async () => {
  const { simulator, connector } = meet()
  const { conversation, email } = simulator.receive({
    email: 'ana@mail.example',
    type: 'TYPE_EMAIL',
    text: 'Halo',
    subject: 'Retur',
  })
  simulator.clock.set(NOW + second)
  const text = 'Halo Ana,\n\n  harga < 5 & "baru"\n- satu'
  const receipt = await connector.sending?.send(textTo(conversation, 'email', text), 'key')
  expect(JSON.parse(simulator.log.entries().at(-1)?.body ?? '')).toMatchObject({
    type: 'Email',
    subject: 'Re: Retur',
    replyMessageId: email?.id,
    html: expect.stringContaining('&lt; 5 &amp;'),
  })
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows[0]).toMatchObject({ id: receipt?.id, type: 'text', text, direction: 'outbound', label: 'Re: Retur' })
  await simulator.advance(60 * second)
  expect(await connector.sending?.readDelivery?.(receipt?.id ?? '')).toEqual({ state: 'read', code: null })
})

test('how far a message came, and that it failed, is read from the message', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812' })
  const sent = await connector.sending?.send(textTo(conversation, 'sms', 'Siap'), 'key')
  simulator.faults.add({ kind: 'send', code: 'blocked' })
  const failed = await connector.sending?.send(textTo(conversation, 'sms', 'Siap'), 'key')
  await simulator.advance(60 * second)
  expect(await connector.sending?.readDelivery?.(sent?.id ?? '')).toMatchObject({ state: 'delivered' })
  expect(await connector.sending?.readDelivery?.(failed?.id ?? '')).toMatchObject({ state: 'failed' })
})

const bytes = new TextEncoder().encode('%PDF-1.7 daftar')
const pdf = {
  filename: 'Daftar "harga".pdf',
  mimeType: 'application/pdf',
  size: bytes.length,
  open: () => new Blob([bytes]).stream(),
}

test('a file is handed over to the store without the token, and comes back with its words and its bytes', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812', type: 'TYPE_SMS' })
  const source = (await connector.sending?.upload?.({ conversationId: conversation.id, channel: 'sms' }, pdf)) ?? ''
  const asked = simulator.log.entries().filter(({ method }) => method === 'POST')
  const place = { locationId: simulator.locationId, conversationId: conversation.id, filename: pdf.filename }
  expect(asked.map(({ path, body }) => [path.split('/').at(-1), JSON.parse(body ?? '')])).toMatchObject([
    ['initiate', { ...place, contentType: 'application/pdf', fileSize: pdf.size, channel: 'SMS' }],
    ['complete', place],
  ])
  simulator.clock.set(NOW + second)
  const content = { type: 'media', kind: 'document', source, caption: 'Ini kak', filename: pdf.filename } as const
  const receipt = await connector.sending?.send({ ...textTo(conversation, 'sms', ''), content }, 'key')
  expect(JSON.parse(simulator.log.entries().at(-1)?.body ?? '')).toEqual({
    type: 'SMS',
    contactId: conversation.contactId,
    message: 'Ini kak',
    attachments: [source],
  })
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  expect(rows[0]).toMatchObject({ id: receipt?.id, type: 'document', text: 'Ini kak', fileRef: source })
  const opened = await connector.media?.open(source, null)
  expect([opened?.mimeType, await new Response(opened?.body).bytes()]).toEqual(['application/pdf', bytes])
})

test('a file goes to no store inside our own network, and what the store refuses is refused', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({ from: '+62812', type: 'TYPE_SMS' })
  const to = { conversationId: conversation.id, channel: 'sms' }
  const uploadUrl = 'https://169.254.169.254/latest'
  const fetch = () => Promise.resolve(Response.json({ uploadUrl, uploadId: 'u', filePath: 'p' }))
  const led = createHighlevel(configWith({ apiKey: simulator.apiKey, fetch }))
  await expect(led.sending?.upload?.(to, pdf)).rejects.toMatchObject({ kind: 'rejected', code: 'media_inside_network' })
  const short = { ...pdf, mimeType: 'application/pdf', filename: 'virus.exe' }
  await expect(connector.sending?.upload?.(to, short)).rejects.toMatchObject({ kind: 'rejected', status: 415 })
  const large = { ...pdf, size: 6 * 1024 * 1024 }
  await expect(connector.sending?.upload?.(to, large)).rejects.toMatchObject({ kind: 'rejected', status: 413 })
})

// Refuse, rate-limit, time out.

test.each([
  [400, 'rejected', null],
  [401, 'auth', null],
  [403, 'rejected', null],
  [404, 'not_found', null],
  [422, 'rejected', 'unreadCount'],
  [429, 'rate_limited', null],
  [500, 'unreachable', null],
  [502, 'unreachable', null],
] as const)('an answer of %i is %s', async (status, kind, param) => {
  const { simulator, connector } = meet()
  const { id } = simulator.placeConversation({})
  simulator.faults.add({ kind: 'error', status, message: 'unreadCount must be a number' })
  await expect(connector.patchConversation(id, { unread: true })).rejects.toMatchObject({ kind, status, param })
})

test('a conversation that is gone, and an id that none can have, are not found', async () => {
  const { simulator, connector } = meet()
  const { id } = simulator.placeConversation({})
  simulator.act(id, { act: 'delete' })
  const gone = { kind: 'not_found', code: 'resource_not_found' }
  await expect(connector.getConversation(id)).rejects.toMatchObject(gone)
  await expect(connector.getConversation('../users')).rejects.toMatchObject(gone)
  await expect(connector.sending?.send(textTo({ id, contactId: 'nobody' }, 'sms', 'x'), 'k')).rejects.toMatchObject({
    kind: 'rejected',
  })
})

test('a conversation that v3 answers 404 for is gone as well', async () => {
  const { simulator, connector } = meet({}, { options: { locationId: 'tJ4kRtA8mZq2LsW0xVbN', version: 'v3' } })
  const { id } = simulator.placeConversation({})
  simulator.act(id, { act: 'delete' })
  await expect(connector.getConversation(id)).rejects.toMatchObject({ kind: 'not_found', code: 'resource_not_found' })
})

test('a conversation that search does not list yet is no sign that the vendor is down, nor gone, nor is a write to it refused', async () => {
  const { simulator } = meet()
  const { id } = simulator.placeConversation({})
  const fetch: ConnectorConfig['fetch'] = (input, init) =>
    new Request(input, init).url.includes('/conversations/search')
      ? Promise.resolve(Response.json({ conversations: [], total: 0 }))
      : simulator.fetch(input, init)
  const { connector } = meet({}, { apiKey: simulator.apiKey, fetch })
  const unlisted = { kind: 'malformed', code: 'not_listed_yet' }
  await expect(connector.getConversation(id)).rejects.toMatchObject(unlisted)
  await expect(connector.patchConversation(id, { starred: true })).rejects.toMatchObject(unlisted)
})

test('a wrong configuration fails each call and says which part', async () => {
  const without = meet({}, { options: {} })
  await expect(without.connector.account()).rejects.toMatchObject({ kind: 'rejected', code: 'invalid_option' })
  const odd = meet({}, { options: { locationId: 'tJ4kRtA8mZq2LsW0xVbN', version: 'latest' } })
  await expect(odd.connector.account()).rejects.toMatchObject({ kind: 'rejected', code: 'invalid_option' })
  const key = meet({}, { apiKey: 'wrong' })
  await expect(key.connector.account()).rejects.toMatchObject({ kind: 'auth' })
})

test('a burst that is used up is not asked for more, and goes on when it begins anew', async () => {
  const { simulator, connector } = meet({ limits: { burst: 3, daily: 1000 } })
  for (let n = 0; n < 3; n += 1) await connector.listConversations({})
  expect(connector.budget('read')).toEqual({ limit: 3, remaining: 0, resetAt: NOW + 10 * second })
  await expect(connector.listConversations({})).rejects.toMatchObject({
    kind: 'rate_limited',
    retryAfterMs: 10 * second,
  })
  expect(simulator.log.entries()).toHaveLength(3)
  await simulator.advance(10 * second)
  await connector.listConversations({})
})

test('a day that is used up is waited for until it ends, an hour at a time', async () => {
  const { simulator, connector } = meet({ limits: { burst: 100, daily: 1 } })
  await connector.listConversations({})
  const midnight = Date.parse('2026-05-24T00:00:00Z')
  expect(connector.budget('write')).toEqual({ limit: 1, remaining: 0, resetAt: midnight })
  await simulator.advance(hour)
  await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: hour })
  expect(simulator.log.entries()).toHaveLength(1)
  await simulator.advance(midnight - NOW - hour)
  await connector.listConversations({})
})

/** No machine is too slow for the time limit of a call that has no other end. */
const neverAnswers: ConnectorConfig['fetch'] = (_, init) =>
  new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('given up'))))

test('a vendor that is silent, torn away or given up is unreachable, each by its code', async () => {
  const { simulator, connector } = meet()
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1 })
  await expect(connector.account()).rejects.toMatchObject({ kind: 'unreachable', code: 'network' })
  const silent = createHighlevel(
    configWith({ fetch: neverAnswers, options: { locationId: simulator.locationId, timeoutMs: '1' } }),
  )
  await expect(silent.account()).rejects.toMatchObject({ kind: 'unreachable', code: 'timeout' })
  await expect(connector.account(AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' })
})
