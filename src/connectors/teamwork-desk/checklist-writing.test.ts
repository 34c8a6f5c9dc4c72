import { afterEach, expect, test } from 'vitest'
import {
  createTeamworkDeskSimulator,
  type TeamworkDeskSimulator,
  type TeamworkDeskSimulatorOptions,
} from '#simulators/teamwork-desk/index.ts'
import type { ConnectorConfig } from '../connector.ts'
import { createTeamworkDesk } from './index.ts'
import { ago, configWith, MAYA, NOW, reply, RINA } from './stand-ins.ts'

const opened: TeamworkDeskSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated site whose clock stands still, and the connector on it. */
function meet(options: TeamworkDeskSimulatorOptions = {}, config: Partial<ConnectorConfig> = {}) {
  const simulator = createTeamworkDeskSimulator({ now: () => NOW, limits: { requests: 1000 }, ...options })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  const connector = createTeamworkDesk(configWith({ apiKey, fetch, now, ...config }))
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

test('send: a reply arrives as it was typed, is a reply by name, and is found again by its words', async () => {
  const { simulator, connector } = meet()
  const [id = ''] = place(simulator, 1)
  const words = 'Dear Ana,\n\n1 < 2 & "done"\n  see you'
  const receipt = await connector.sending?.send(reply(id, words), 'key')
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
  await expect(connector.sending?.send(reply(id, 'Halo Ana'), 'key')).rejects.toMatchObject({ kind: 'unreachable' })
  const { rows } = await connector.listMessages({ conversationId: id })
  expect(rows.filter(({ text, direction }) => text === 'Halo Ana' && direction === 'outbound')).toHaveLength(1)
  expect(connector.sending?.keyLifeMs).toBeNull()
})

const bytes = new TextEncoder().encode('%PDF-1.7 prices')
const pdf = {
  filename: 'Prices.pdf',
  mimeType: 'application/pdf',
  size: bytes.length,
  open: () => new Blob([bytes]).stream(),
}

test('send: a file goes to the store in the form that the vendor names, and comes back beside its words with its bytes', async () => {
  const { simulator, connector, calls } = meet()
  const [id = ''] = place(simulator, 1)
  const source = (await connector.sending?.upload?.({ conversationId: id, channel: 'email' }, pdf)) ?? ''
  expect(calls()).toEqual(['POST /files/ref.json', `PATCH /files/${source}.json`])
  const content = { type: 'media', kind: 'document', source, caption: 'As promised', filename: pdf.filename } as const
  const receipt = await connector.sending?.send({ ...reply(id, ''), content }, 'key')
  const { rows } = await connector.listMessages({ conversationId: id })
  const shown = { type: 'document', text: 'As promised', label: 'Prices.pdf', media: { kind: 'document' } }
  expect(rows[0]).toMatchObject({ ...shown, id: receipt?.id, fileRef: source })
  const address = await connector.media?.locate({ id: receipt?.id ?? '', conversationId: id })
  const opened = await connector.media?.open(address ?? '', null)
  expect([opened?.mimeType, await new Response(opened?.body).bytes()]).toEqual(['application/pdf', bytes])
  // Whoever has no words sends none, and the file alone stands there.
  const other = (await connector.sending?.upload?.({ conversationId: id, channel: 'email' }, pdf)) ?? ''
  await connector.sending?.send({ ...reply(id, ''), content: { ...content, source: other, caption: null } }, 'key')
  const { rows: after } = await connector.listMessages({ conversationId: id })
  expect(after[0]).toMatchObject({ type: 'document', text: null, fileRef: other })
  expect(after).toHaveLength(rows.length + 1)
})

test('send: a file that never came is not told of, and a form inside our own network is not filled in', async () => {
  const { simulator, connector, calls } = meet()
  const to = { conversationId: 'ticket:1', channel: 'email' }
  const lying = { ...pdf, mimeType: 'image/png\r\nX: y' }
  await expect(connector.sending?.upload?.(to, lying)).rejects.toMatchObject({ kind: 'rejected', param: 'mimeType' })
  expect(calls()).toEqual(['POST /files/ref.json'])
  const form = { url: 'https://10.0.0.7/', params: {}, file: { id: 1 } }
  const fetch = () => Promise.resolve(Response.json(form))
  const led = createTeamworkDesk(configWith({ apiKey: simulator.apiKey, fetch }))
  await expect(led.sending?.upload?.(to, pdf)).rejects.toMatchObject({ code: 'media_inside_network' })
})

test('send: nothing goes to a chat or to nobody', async () => {
  const { simulator, connector, calls } = meet()
  const { id } = simulator.placeChat({})
  for (const to of [`chat:${id}`, null]) {
    await expect(connector.sending?.send(reply(to, 'Hi'), 'key')).rejects.toMatchObject({ code: 'cannot_send' })
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
