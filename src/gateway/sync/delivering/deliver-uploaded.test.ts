import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { createHighlevel } from '#connectors/highlevel/index.ts'
import { createTeamworkDesk } from '#connectors/teamwork-desk/index.ts'
import { createWapikit } from '#connectors/wapikit/index.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import { createHighlevelSimulator } from '#simulators/highlevel/index.ts'
import type { HighlevelSimulator } from '#simulators/highlevel/index.ts'
import { createTeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import { createWapikitSimulator } from '#simulators/wapikit/index.ts'
import { listMessages } from '#gateway/storage/messages.ts'
import { owedSendsOfConnection, updateSend } from '#gateway/storage/sends.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { readParts } from '#gateway/usecases/messages/message-parts.ts'
import { receiveUpload } from '#gateway/usecases/files/receive-upload.ts'
import { sendMessage } from '#gateway/usecases/messages/send-message.ts'

const serve = serving()
const now = () => Date.now()
/** Longer than one stored piece. */
const pdf = new TextEncoder().encode(`%PDF-1.7 ${'harga '.repeat(180_000)}`)
const note = new TextEncoder().encode('%PDF-1.7')

const common = { webhookSecrets: [], now }

function atHighlevel(message: Parameters<HighlevelSimulator['receive']>[0], step: 'initiate' | 'complete') {
  const simulator = createHighlevelSimulator({ now })
  const { id } = simulator.receive(message).conversation
  const { apiKey, fetch, locationId } = simulator
  const baseUrl = 'https://vendor.test'
  const options = { locationId }
  const connector = createHighlevel({ ...common, vendor: 'highlevel', baseUrl, apiKey, fetch, options })
  return { simulator, connector, id, path: '/conversations/messages', upload: `/conversations/messages/upload/${step}` }
}

/** A customer at each vendor that files are handed over to, and the call that names a file in a message there. */
const vendors = {
  wapikit() {
    const simulator = createWapikitSimulator({ now, limits: { conversation: 60_000 } })
    const { id } = simulator.receive({ from: '+6281234567890', name: 'Ana', text: 'Halo' }).conversation
    const { apiKey, fetch } = simulator
    const baseUrl = 'https://vendor.test/api'
    const connector = createWapikit({ ...common, vendor: 'wapikit', baseUrl, apiKey, fetch, options: {} })
    return { simulator, connector, id, path: `/conversation/${id}/messages`, upload: `/conversation/${id}/media` }
  },
  highlevel: () => atHighlevel({ from: '+6281234567890', text: 'Halo', type: 'TYPE_WHATSAPP' }, 'complete'),
  mail: () => atHighlevel({ email: 'ana@mail.example', text: 'Halo', type: 'TYPE_EMAIL' }, 'initiate'),
  desk() {
    const simulator = createTeamworkDeskSimulator({ now, limits: { requests: 6000 } })
    const { ticket } = simulator.receive({ from: 'ana@mail.example', subject: 'Sizes', text: 'Halo' })
    const { apiKey, fetch } = simulator
    const baseUrl = 'https://vendor.test/desk/api/v2'
    const connector = createTeamworkDesk({ ...common, vendor: 'teamwork-desk', baseUrl, apiKey, fetch, options: {} })
    const path = `/tickets/${ticket?.id}/messages.json`
    return { simulator, connector, id: `ticket:${ticket?.id}`, path, upload: '/files/1.json' }
  },
}

type Name = keyof typeof vendors
const names = ['wapikit', 'highlevel', 'mail', 'desk'] as const satisfies Name[]

async function open(name: Name) {
  const { simulator, connector, id, ...paths } = vendors[name]()
  onTestFinished(() => simulator.close())
  const { storage, sync, row } = await serve({ con: connector })
  await passUntil(async () => ((await row('con', id))?.last_inbound_ms ?? null) !== null, 120_000)
  const conversationId = (await row('con', id))?.id ?? ''
  const actor = { type: 'agent', id: 'agt_maya', name: 'Maya' } as const
  const deps = { storage, now }

  async function send(bytes: Uint8Array<ArrayBuffer>, key: string): Promise<void> {
    const takes = Object.values(connector.channels).flatMap(({ sends }) => sends?.files?.takes ?? [])
    const { id: upload } = await receiveUpload(deps, {
      workspaceId: WORKSPACE_ID,
      author: actor.id,
      filename: 'Daftar harga.pdf',
      takes,
      length: bytes.byteLength,
      body: new Blob([bytes]).stream(),
    })
    const body = { text: 'Daftar harga', attachment: { upload } }
    const request = { workspaceId: WORKSPACE_ID, conversationId, key, body, actor, client: null, templates: null }
    await sendMessage(deps, { ...request, channels: connector.channels, linkBase: null })
    sync.ringSends('con')
  }

  return {
    ...paths,
    connector,
    faults: simulator.faults,
    storage,
    sync,
    id,
    send,
    outgoing: async () => (await row('con', id))?.outgoing,
    filesAtVendor: () => filesAt(connector, id),
    ours: async () => {
      const rows = await listMessages(storage.db, WORKSPACE_ID, conversationId, { limit: 100, before: null })
      return rows.filter(({ send_key: sentWith }) => sentWith !== null)
    },
  }
}

/** The vendor's outbound messages that hold files, with their bytes as anybody reads them there, oldest first. */
async function filesAt(connector: Connector, conversationId: string) {
  const { media } = connector
  const { rows } = await connector.listMessages({ conversationId, limit: 100 })
  const files = rows.filter(({ direction, fileRef }) => direction === 'outbound' && fileRef !== undefined)
  return Promise.all(
    files.toReversed().map(async ({ id, type }) => {
      const address = await media?.locate({ id, conversationId })
      const opened = await media?.open(address ?? '', null)
      return { id, type, hash: hashOf(await new Response(opened?.body).bytes()) }
    }),
  )
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test.each(names)('%s: a file arrives with its bytes, once, without any address of ours', async (name) => {
  const { send, outgoing, filesAtVendor, ours } = await open(name)
  await send(pdf, 'key_0001')
  await passUntil(async () => (await outgoing()) === 'none', 60_000)
  const held = await filesAtVendor()
  expect(held).toEqual([{ id: (await ours())[0]?.id, type: 'document', hash: hashOf(pdf) }])
})

test.each(names)('%s: a file whose answers are lost is one message all the same', async (name) => {
  const { send, outgoing, filesAtVendor, faults, path, upload, ours } = await open(name)
  faults.add({ kind: 'drop', when: 'after', path: upload, times: 2 })
  faults.add({ kind: 'drop', when: 'after', method: 'POST', path, times: 1 })
  await send(note, 'key_0001')
  // Two alike, so that neither is taken for the other.
  await send(note, 'key_0002')
  await passUntil(async () => (await outgoing()) === 'none', 300_000)
  const held = await filesAtVendor()
  expect(held).toHaveLength(2)
  expect(new Set((await ours()).map(({ id }) => id))).toEqual(new Set(held.map(({ id }) => id)))
})

test('a worker that was killed while it handed a file over leaves nothing in doubt, whatever colleagues send there', async () => {
  const { connector, storage, id, send, outgoing, filesAtVendor, faults, upload, ours } = await open('wapikit')
  const down = faults.add({ kind: 'error', status: 503, path: upload })
  await send(note, 'key_0001')
  await pass(1000)
  // As the next worker finds what another had claimed.
  await storage.write(async (tx) => {
    const [claimed] = await owedSendsOfConnection(tx, WORKSPACE_ID, 'con', 1)
    if (claimed !== undefined) await updateSend(tx, WORKSPACE_ID, claimed.id, { in_doubt: 1 })
  })
  faults.clear(down)
  const file = { filename: 'Daftar harga.pdf', mimeType: 'application/pdf', size: note.length }
  const to = { conversationId: id, channel: 'whatsapp', contactId: null, to: null, from: null }
  const source = (await connector.sending?.upload?.(to, { ...file, open: () => new Blob([note]).stream() })) ?? ''
  const content = { type: 'media', kind: 'document', source, caption: 'Daftar harga', filename: file.filename } as const
  const theirs = await connector.sending?.send({ ...to, content }, 'colleague')
  await passUntil(async () => (await outgoing()) === 'none', 300_000)
  expect(await filesAtVendor()).toHaveLength(2)
  expect((await ours()).map((message) => message.id)).not.toContain(theirs?.id)
})

test('a file that only looks like ours is not taken for it, and ours is not sent twice either', async () => {
  const { connector, send, outgoing, filesAtVendor, faults, path, ours } = await open('highlevel')
  faults.add({ kind: 'drop', when: 'after', method: 'POST', path, times: 1 })
  await send(note, 'key_0001')
  const list = connector.listMessages.bind(connector)
  // As a vendor does that puts a copy elsewhere.
  connector.listMessages = async (query, signal) => {
    const page = await list(query, signal)
    const moved = page.rows.map((row) => ({ ...row, ...(row.fileRef ? { fileRef: `${row.fileRef}?copy` } : {}) }))
    return { ...page, rows: moved }
  }
  await passUntil(async () => (await outgoing()) === 'failed', 300_000)
  const [message] = await ours()
  expect(JSON.parse(message?.delivery ?? '')).toMatchObject({ state: 'unknown' })
  expect(readParts(message ?? { parts: null }).media).toMatchObject({ filename: 'Daftar harga.pdf' })
  expect(await filesAtVendor()).toHaveLength(1)
})

test('a message whose file took minutes to hand over is one all the same, however late it arrives', async () => {
  const { connector, send, outgoing, filesAtVendor, faults, upload } = await open('wapikit')
  const { sending } = connector
  if (sending === undefined) throw new Error('It sends.')
  const sendNow = sending.send.bind(sending)
  faults.add({ kind: 'latency', when: 'after', ms: 200_000, path: upload, times: 1 })
  // It is under way for longer than anybody waits for its answer.
  sending.send = async (...call) => {
    sending.send = sendNow
    setTimeout(() => void sendNow(...call), 90_000)
    throw new ConnectorError('unreachable', 'timeout', 'No answer in time.')
  }
  await send(note, 'key_0001')
  await passUntil(async () => (await outgoing()) === 'none', 600_000)
  await pass(120_000)
  expect(await filesAtVendor()).toHaveLength(1)
})

test('a worker that lost its claim while it handed a file over sends no message with it', async () => {
  const { storage, send, filesAtVendor, faults, upload } = await open('wapikit')
  faults.add({ kind: 'latency', when: 'after', ms: 20_000, path: upload, times: 1 })
  await send(note, 'key_0001')
  await pass(1000)
  const [claimed] = await owedSendsOfConnection(storage.db, WORKSPACE_ID, 'con', 1)
  const theirs = { claimed_by: 'another worker', file_ref: 'theirs' }
  await storage.write((tx) => updateSend(tx, WORKSPACE_ID, claimed?.id ?? 0, theirs))
  await pass(30_000)
  expect(await filesAtVendor()).toEqual([])
  expect((await owedSendsOfConnection(storage.db, WORKSPACE_ID, 'con', 1))[0]).toMatchObject(theirs)
})

test('where files cannot be stored all else goes on', async () => {
  const { sync, send, outgoing, faults, upload } = await open('highlevel')
  const down = faults.add({ kind: 'error', status: 503, path: upload })
  await send(note, 'key_0001')
  for (let second = 0; second < 20; second += 1) {
    await pass(1000)
    expect(await sync.askVendor('con', async () => 'answered')).toBe('answered')
  }
  faults.clear(down)
  await passUntil(async () => (await outgoing()) === 'none', 60_000)
})

test('a file to which the vendor answers what nobody can read is not handed over again for ever', async () => {
  const { connector, send, outgoing, ours } = await open('highlevel')
  const { sending } = connector
  if (sending === undefined) throw new Error('It sends.')
  let times = 0
  sending.upload = async () => {
    times += 1
    throw new ConnectorError('malformed', 'bad_shape', 'Another shape.')
  }
  await send(note, 'key_0001')
  await passUntil(async () => (await outgoing()) === 'failed', 120_000)
  expect([times, (await ours())[0]?.delivery]).toEqual([5, JSON.stringify({ state: 'failed', code: 'bad_shape' })])
})
