import { afterEach, expect, test } from 'vitest'
import {
  createWapikitSimulator,
  type WapikitSimulator,
  type WapikitSimulatorOptions,
} from '#simulators/wapikit/index.ts'
import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingMessage } from '../sending.ts'
import { createWapikit } from './index.ts'
import { walk } from '../kit/stand-ins.ts'
import { callsOf, configWith, NOW, textTo } from './stand-ins.ts'

const MAYA = 'a1c3e7d2-6b0f-4f5a-8c1d-1f0e2d3c4b51'
const BAGUS = 'b2d4f8e3-7c1a-4e6b-9d2e-2a1f3e4d5c62'
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

test('a status that the server takes and does not apply is told as not applied', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  const patched = await connector.patchConversation(conversation.id, { status: 'resolved' })
  expect(patched).toMatchObject({ notApplied: ['status'], conversation: { id: conversation.id, status: 'open' } })
  expect(callsOf(simulator.log)).toEqual(['POST /api/conversation/:id', 'GET /api/conversation/:id'])
  expect(simulator.log.entries()[0]?.body).toBe('{"status":"Closed"}')
})

test('a server that answers with the conversation is believed, and read no more', async () => {
  const { simulator, connector } = meet(documented)
  const { conversation } = simulator.receive({})
  const patched = await connector.patchConversation(conversation.id, { status: 'resolved' })
  expect(patched).toMatchObject({ notApplied: [], conversation: { status: 'resolved' } })
  expect(simulator.conversation(conversation.id)['status']).toBe('Closed')
  expect(callsOf(simulator.log)).toEqual(['POST /api/conversation/:id'])
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

test('a conversation is looked for where it was, and a server’s failure stands while it is nowhere', async () => {
  const { simulator, connector } = meet()
  for (let made = 0; made < 12; made += 1) place(simulator)
  const [last] = (await walk(connector, { limit: 2 })).toReversed()
  simulator.log.clear()
  await connector.patchConversation(last?.id ?? '', { assigneeId: MAYA })
  const listed = simulator.log.entries().filter(({ path }) => path === '/api/conversations')
  expect(listed.map(({ query }) => query)).toEqual(Array.from({ length: 2 }, () => '?page=6&per_page=2&status=Active'))

  const hidden = place(simulator, { status: 'Deleted' })
  simulator.faults.add({ kind: 'error', status: 500, path: `/conversation/${hidden}/assign` })
  await expect(connector.patchConversation(hidden, { assigneeId: MAYA })).rejects.toMatchObject({
    kind: 'unreachable',
    status: 500,
  })
})

test('a conversation that was read is read there', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  expect(await connector.patchConversation(conversation.id, { unread: false })).toMatchObject({ notApplied: [] })
  expect((await connector.listConversations({})).rows[0]?.unreadCount).toBe(0)
})

test('a text is sent into its conversation, and its way is read there', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  const receipt = await connector.sending?.send(textTo(conversation.id, 'Siap kak'), 'key')
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

const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 256)
const picture = {
  filename: 'struk.png',
  mimeType: 'image/png',
  size: bytes.length,
  open: () => new Blob([bytes]).stream(),
}

test.each([
  ['as the published server has it', {}, ['POST /api/conversation/:id/media']],
  ['as the pages have it', documented, ['POST /api/conversation/:id/media', 'POST /api/conversation/:id/upload']],
] as const)('a file is handed over %s, named by its id, and comes back with its bytes', async (_, options, uploads) => {
  const { simulator, connector } = meet(options)
  const { id } = simulator.receive({}).conversation
  const upload = () => connector.sending?.upload?.({ conversationId: id, channel: 'whatsapp' }, picture)
  const source = (await upload()) ?? ''
  expect(callsOf(simulator.log)).toEqual(uploads)
  await upload()
  expect(callsOf(simulator.log).slice(uploads.length)).toEqual(uploads.slice(-1))
  const content = { type: 'media', kind: 'image', source, caption: null, filename: picture.filename } as const
  const receipt = await connector.sending?.send({ ...textTo(id, ''), content }, 'key')
  expect(JSON.parse(simulator.log.entries().at(-1)?.body ?? '')).toMatchObject({
    messageData: { messageType: 'Image', id: source, caption: '' },
  })
  const { rows } = await connector.listMessages({ conversationId: id })
  const shown = { id: receipt?.id, type: 'image', text: null, fileRef: source, media: { kind: 'image' } }
  expect(rows[0]).toMatchObject(shown)
  const address = await connector.media?.locate({ id: receipt?.id ?? '', conversationId: id })
  const held = await connector.media?.open(address ?? '', null)
  expect([held?.mimeType, await new Response(held?.body).bytes()]).toEqual(['image/png', bytes])
})

test('a document goes by its name, sound without a text, and thirty files a minute are enough', async () => {
  const { simulator, connector } = meet()
  const { id } = simulator.receive({}).conversation
  const to = { conversationId: id, channel: 'whatsapp' }
  const send = async (kind: 'document' | 'audio', mimeType: string) => {
    const source = (await connector.sending?.upload?.(to, { ...picture, mimeType })) ?? ''
    const content = { type: 'media', kind, source, caption: 'Ini', filename: 'Daftar.pdf' } as const
    await connector.sending?.send({ ...textTo(id, ''), content }, 'key')
    const { messageData }: { messageData: object } = JSON.parse(simulator.log.entries().at(-1)?.body ?? '')
    return { ...messageData, id: undefined }
  }
  expect(await send('document', 'application/pdf')).toEqual({
    messageType: 'Document',
    fileName: 'Daftar.pdf',
    caption: 'Ini',
  })
  expect(await send('audio', 'audio/ogg')).toEqual({ messageType: 'Audio' })
  simulator.vendor.limits.setLimits({ ...simulator.vendor.limits.limits(), media: 1 })
  await connector.sending?.upload?.(to, picture)
  await expect(connector.sending?.upload?.(to, picture)).rejects.toMatchObject({ kind: 'rate_limited' })
  // A window of a minute says nothing of the others.
  expect(connector.budget('write')).toMatchObject({ limit: 600 })
})

test('a message that failed says so; one that cannot be sent is refused before it is', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  await simulator.advance(25 * 3_600_000)
  await connector.sending?.send(textTo(conversation.id, 'Terlambat'), 'key')
  await simulator.advance(10_000)
  const { rows } = await connector.listMessages({ conversationId: conversation.id, limit: 1 })
  expect(rows[0]?.delivery).toEqual({ state: 'failed', code: null })
  simulator.log.clear()
  const template: OutgoingMessage['content'] = { type: 'template', name: 'halo', language: 'id', variables: [] }
  const unsendable = [
    { ...textTo(conversation.id, ''), content: template },
    { ...textTo(conversation.id, 'x'), conversationId: null },
  ]
  for (const message of unsendable) {
    await expect(connector.sending?.send(message, 'key')).rejects.toMatchObject({ kind: 'rejected' })
  }
  expect(callsOf(simulator.log)).toEqual([])
})

test('what Meta refuses while the call waits leaves open whether the customer has it', async () => {
  const { simulator, connector } = meet()
  const { conversation } = simulator.receive({})
  simulator.faults.add({ kind: 'send', code: 'spam', message: 'raw words of Meta', provider_code: 131048 })
  const error: unknown = await connector.sending
    ?.send(textTo(conversation.id, 'Halo'), 'key')
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ kind: 'unreachable', status: 500 })
  expect(String(error)).not.toContain('raw words')
})

test('a send waits longer than that, as giving up leaves open whether the customer has it', async () => {
  const { simulator, connector } = meet({}, { options: { timeoutMs: '20' } })
  const { conversation } = simulator.receive({})
  simulator.faults.add({ kind: 'latency', ms: 60, when: 'after', times: 1 })
  const receipt = await connector.sending?.send(textTo(conversation.id, 'Halo'), 'key')
  expect(receipt?.delivery.state).toBe('sent')
})
