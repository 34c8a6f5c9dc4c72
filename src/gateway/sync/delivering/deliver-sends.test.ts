import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import { Failure } from '#gateway/usecases/fail.ts'
import { deleteNote, writeNote } from '#gateway/usecases/writing/notes.ts'
import { pass, passUntil, sleepThrough } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { refusedCalls, requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'

const world = worlds()
const HOUR_MS = 60 * 60 * 1000

/** A world in which customers have just written, and its gateway knows them. */
async function worldWith(count: number, options: Parameters<typeof world>[0] = {}) {
  const made = await world(options)
  const ids = Array.from({ length: count }, (_, at) => {
    const { id } = made.simulator.placeConversation({ contact: { phone_number: `+62811000100${at}` } })
    made.simulator.receive({ conversation_id: id, text: 'Halo' })
    return id
  })
  const gateway = made.start()
  await pass(2000)
  return { ...made, whole: made, ids, id: ids[0] ?? '', gateway }
}

/** What the vendor holds of ours, oldest first. */
function sentTo({ simulator }: Pick<World, 'simulator'>, id: string) {
  const { store } = simulator.vendor
  return store
    .all(
      `select id, content, status from messages where conversation_id = ? and direction = 'outbound' order by created_ms, rowid`,
      id,
    )
    .map((row) => ({ id: String(row['id']), text: textOf(row['content']), status: String(row['status']) }))
}

function textOf(content: unknown): unknown {
  const { content: text }: { content?: unknown } = JSON.parse(String(content))
  return text
}

async function marks({ thread }: Pick<World, 'thread'>, id: string) {
  const ours = (await thread(id)).filter(({ direction }) => direction === 'outbound')
  return ours.toReversed().map(({ text, delivery }) => [text, delivery?.state])
}

const key = (number: number) => `key_0000_${number}`

test('a message whose receipt can never be read is found at the vendor, and keeps those behind it waiting no longer', async () => {
  const { id, send, gateway, thread, whole } = await worldWith(1)
  const { connector } = gateway.vendor
  const { sending } = connector
  if (sending === undefined) throw new Error('This vendor takes messages.')
  const unreadable: typeof sending.send = async (...sent) => {
    await sending.send(...sent)
    throw new ConnectorError('malformed', 'bad_receipt', 'It names none.')
  }
  gateway.vendor.connector = { ...connector, sending: { ...sending, send: unreadable } }
  await send('maya', id, { text: 'Siap', key: key(1) })
  await send('maya', id, { text: 'Sudah dikirim', key: key(2) })
  await pass(60_000)
  expect(sentTo(whole, id).map(({ text }) => text)).toEqual(['Siap', 'Sudah dikirim'])
  for (const [, state] of await marks({ thread }, id))
    expect(['accepted', 'sent', 'delivered', 'read']).toContain(state)
})

test('a message stands in the thread at once, reaches the customer, and its marks follow', async () => {
  const { whole, id, send } = await worldWith(1)
  const message = await send('maya', id, { text: 'Sebentar ya, Kak.', key: key(1) })
  expect(message).toMatchObject({ delivery: { state: 'waiting' }, key: key(1), author: { name: 'Maya' } })
  await passUntil(() => sentTo(whole, id).length === 1, 2000)
  await pass(15_000)
  expect(await marks(whole, id)).toEqual([['Sebentar ya, Kak.', 'read']])
  expect((await whole.row(id)).outgoing).toBe('none')
})

test.each(['before', 'after'] as const)(
  'a connection that is lost %s the vendor read the message sends it once, in one bubble',
  async (when) => {
    const { whole, id, send, simulator } = await worldWith(1)
    simulator.faults.add({ kind: 'drop', when, times: 3, method: 'POST', path: '/messages' })
    await send('maya', id, { text: 'Sudah dikirim.', key: key(1) })
    await passUntil(async () => (await whole.row(id)).outgoing === 'checking', 5000)
    expect(await marks(whole, id)).toEqual([['Sudah dikirim.', 'checking']])
    await passUntil(async () => (await whole.row(id)).outgoing === 'none', 30_000)
    expect(sentTo(whole, id)).toHaveLength(1)
    await pass(20_000)
    expect(await marks(whole, id)).toEqual([['Sudah dikirim.', 'read']])
  },
)

test('20 messages to 5 customers wait for a vendor that is down, survive a kill, and arrive once and in order', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'sigap-sends-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const { whole, ids, send, simulator, gateway } = await worldWith(5, { path: path.join(directory, 'sigap.sqlite') })
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  const words = ['satu', 'dua', 'tiga', 'empat']
  for (const word of words) {
    for (const id of ids) await send('maya', id, { text: word, key: `${id}_${word}` })
  }
  await pass(20_000)
  for (const id of ids) expect(await marks(whole, id)).toEqual(words.map((word) => [word, 'waiting']))
  gateway.kill()
  whole.reopen()
  whole.start()
  await pass(20_000)
  simulator.faults.clear(down)
  await passUntil(() => ids.every((id) => sentTo(whole, id).length === words.length), 60_000)
  await pass(20_000)
  for (const id of ids) expect(sentTo(whole, id).map(({ text }) => text)).toEqual(words)
  expect(refusedCalls(whole)).toBe(0)
})

test('a gateway that is killed while it sends does not send twice', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'sigap-sends-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const { whole, id, send, gateway } = await worldWith(1, { path: path.join(directory, 'sigap.sqlite'), latency: 500 })
  await send('maya', id, { text: 'Sekali saja.', key: key(1) })
  await pass(600)
  gateway.kill()
  whole.reopen()
  whole.start()
  await pass(60_000)
  expect(sentTo(whole, id)).toHaveLength(1)
  expect((await marks(whole, id)).map(([text]) => text)).toEqual(['Sekali saja.'])
})

test('a message that the vendor refuses says so, and trying again is another attempt at the vendor', async () => {
  const { whole, id, send, simulator } = await worldWith(1)
  simulator.faults.add({ kind: 'error', status: 422, code: 'whatsapp_number_not_verified', times: 1, method: 'POST' })
  await send('maya', id, { text: 'Halo', key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 5000)
  const [failed] = await whole.thread(id)
  expect(failed).toMatchObject({ delivery: { state: 'failed', code: 'whatsapp_number_not_verified' } })
  await whole.retry('maya', id, failed?.id ?? '')
  await passUntil(() => sentTo(whole, id).length === 1, 5000)
})

test('a message that fails at Meta after the vendor took it is shown as failed, with the reason', async () => {
  const { whole, id, send, simulator } = await worldWith(1)
  simulator.faults.add({ kind: 'send', code: 'recipient_blocked', provider_code: 1013, times: 1 })
  await send('maya', id, { text: 'Halo', key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 20_000)
  expect(await whole.thread(id)).toMatchObject([
    { delivery: { state: 'failed', code: 'recipient_blocked' } },
    { direction: 'inbound' },
  ])
})

test('free text that waited until the window closed is stopped before the vendor sees it', async () => {
  const { whole, id, send, simulator } = await worldWith(1)
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  await send('maya', id, { text: 'Masih ada?', key: key(1) })
  sleepThrough(24 * HOUR_MS)
  simulator.faults.clear(down)
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 60_000)
  expect(await whole.thread(id)).toMatchObject([{ delivery: { state: 'failed', code: 'outside_24h_window' } }, {}])
  expect(sentTo(whole, id)).toEqual([])
})

test('free text that waited for the vendor’s limits until the window closed is stopped as well', async () => {
  const { whole, id, send, gateway } = await worldWith(1)
  const { writes } = gateway.vendor
  const lastInbound = (await whole.row(id)).last_inbound_ms ?? 0
  const closes = lastInbound + 24 * HOUR_MS
  sleepThrough(closes - 60_000 - Date.now())
  gateway.vendor.writes = { ...writes, take: (now) => now > closes && writes.take(now) }
  await send('maya', id, { text: 'Masih ada?', key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 120_000)
  expect(await whole.thread(id)).toMatchObject([{ delivery: { state: 'failed', code: 'outside_24h_window' } }, {}])
  expect(sentTo(whole, id)).toEqual([])
})

test('at 23:59:59 of the window free text goes out, a second later it is refused, and the customer opens it again', async () => {
  const { whole, id, send, simulator, gateway } = await worldWith(1)
  await gateway.stop()
  const lastInbound = (await whole.row(id)).last_inbound_ms ?? 0
  await pass(lastInbound + 24 * HOUR_MS - 1000 - Date.now())
  await expect(send('maya', id, { text: 'Tepat waktu', key: key(1) })).resolves.toMatchObject({})
  await pass(1001)
  await expect(send('maya', id, { text: 'Terlambat', key: key(2) })).rejects.toMatchObject({
    code: 'outside_24h_window',
  })
  simulator.receive({ conversation_id: id, text: 'Saya kembali' })
  whole.start()
  await passUntil(async () => (await whole.row(id)).last_inbound_ms !== lastInbound, 30_000)
  await expect(send('maya', id, { text: 'Selamat datang', key: key(3) })).resolves.toMatchObject({})
})

test('a template goes out when the window is closed', async () => {
  const { whole, id, send } = await worldWith(1)
  sleepThrough(25 * HOUR_MS)
  await pass(1000)
  const template = { name: 'follow_up', language: 'id_ID', variables: [] }
  await send('maya', id, { template, key: key(1) })
  await passUntil(() => sentTo(whole, id).length === 1, 5000)
  await pass(20_000)
  expect(sentTo(whole, id)).toMatchObject([{ status: 'read' }])
})

test('of two who answer in the same second the second one learns of the first, and nothing is sent twice', async () => {
  const { whole, id, send } = await worldWith(1)
  const seen = (await whole.row(id)).version
  await send('maya', id, { text: 'Bisa, Kak.', key: key(1), seen })
  const refused = await send('rina', id, { text: 'Bisa.', key: key(2), seen }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Failure)
  expect(refused).toMatchObject({
    code: 'conversation_moved_on',
    extra: { changes: [{ field: 'message', to: 'outbound', actor: { name: 'Maya' } }] },
  })
  await pass(5000)
  expect(sentTo(whole, id).map(({ text }) => text)).toEqual(['Bisa, Kak.'])
  await send('rina', id, { text: 'Bisa.', key: key(2), seen: (await whole.row(id)).version })
  await passUntil(() => sentTo(whole, id).length === 2, 5000)
})

test('what an author did alone is no news to that author', async () => {
  const { whole, id, send, patch } = await worldWith(1)
  const seen = (await whole.row(id)).version
  await patch('maya', id, { assigned_to: people.maya.id })
  await send('maya', id, { text: 'satu', key: key(1), seen })
  await expect(send('maya', id, { text: 'dua', key: key(2), seen })).resolves.toMatchObject({})
})

test('a customer who wrote meanwhile holds an answer back', async () => {
  const { whole, id, send, simulator } = await worldWith(1)
  const seen = (await whole.row(id)).version
  simulator.receive({ conversation_id: id, text: 'Tidak jadi.' })
  await passUntil(async () => (await whole.row(id)).version > seen, 15_000)
  await expect(send('maya', id, { text: 'Sudah dikirim', key: key(1), seen })).rejects.toMatchObject({
    code: 'conversation_moved_on',
    extra: { changes: [{ field: 'message', to: 'inbound' }] },
  })
})

test('what a colleague noted meanwhile holds an answer back, unless the note is gone again', async () => {
  const { whole, id, send } = await worldWith(1)
  const seen = (await whole.row(id)).version
  const actor = { type: 'agent' as const, id: 'agt_rina', name: 'Rina' }
  const deps = { storage: whole.storage, now: Date.now }
  const at = { workspaceId: WORKSPACE_ID, conversationId: id, actor, client: null }
  const note = await writeNote(deps, { ...at, key: key(9), text: 'Jangan dibalas dulu' })
  await expect(send('maya', id, { text: 'Sudah dikirim', key: key(1), seen })).rejects.toMatchObject({
    code: 'conversation_moved_on',
    extra: { changes: [{ field: 'note', to: note.id, actor: { name: 'Rina' } }] },
  })
  const { version } = await whole.row(id)
  await deleteNote(deps, { ...at, noteId: note.id, ofAnybody: false })
  await expect(send('maya', id, { text: 'Sudah dikirim', key: key(1), seen: version })).resolves.toMatchObject({})
})

test('the same key sends once, whatever becomes of its answers, and no other message', async () => {
  const { whole, ids, id, send } = await worldWith(2)
  const first = await send('maya', id, { text: 'Sekali', key: key(1) })
  await pass(3000)
  const again = await send('maya', id, { text: 'Sekali', key: key(1) })
  expect(again.key).toBe(first.key)
  const reuse = { code: 'idempotency_key_reuse' }
  await expect(send('maya', id, { text: 'Lain', key: key(1) })).rejects.toMatchObject(reuse)
  await expect(send('maya', ids[1] ?? '', { text: 'Sekali', key: key(1) })).rejects.toMatchObject(reuse)
  await pass(10_000)
  expect(sentTo(whole, id)).toHaveLength(1)
})

test('a resolve behind an answer reaches the vendor after it', async () => {
  const { whole, id, send, patch, simulator } = await worldWith(1)
  const slow = simulator.faults.add({ kind: 'error', status: 503, method: 'POST' })
  await send('maya', id, { text: 'Selesai ya', key: key(1) })
  await patch('maya', id, { status: 'resolved' })
  await pass(10_000)
  expect(simulator.conversation(id).status).toBe('open')
  simulator.faults.clear(slow)
  await passUntil(() => simulator.conversation(id).status === 'resolved', 30_000)
  const order = requests(whole, 'POST').length > 0 && sentTo(whole, id).length === 1
  expect(order).toBe(true)
})

test('when the vendor forgot the key, it is asked for the message instead of getting it again', async () => {
  const { whole, id, send, simulator } = await worldWith(1)
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1, method: 'POST' })
  const template = { name: 'follow_up', language: 'id_ID', variables: [] }
  await send('maya', id, { template, key: key(1) })
  await passUntil(() => sentTo(whole, id).length === 1, 5000)
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  sleepThrough(25 * HOUR_MS)
  simulator.faults.clear(down)
  await passUntil(async () => (await whole.row(id)).outgoing === 'none', 60_000)
  await pass(10_000)
  expect(sentTo(whole, id)).toHaveLength(1)
  expect((await whole.thread(id)).filter(({ direction }) => direction === 'outbound')).toHaveLength(1)
})

test.each([
  ['after', 'read', 1],
  ['before', 'failed', 0],
] as const)(
  'whose answer was lost and whose repetition is refused is looked for at the vendor: lost %s it was read, it ends as %s',
  async (when, ends, times) => {
    const { whole, id, send, simulator } = await worldWith(1)
    simulator.faults.add({ kind: 'drop', when, times: 1, method: 'POST', path: '/messages' })
    await send('maya', id, { text: 'Sudah dikirim.', key: key(1) })
    await passUntil(async () => (await whole.row(id)).outgoing === 'checking', 5000)
    simulator.faults.add({ kind: 'error', status: 400, method: 'POST', path: '/messages' })
    await passUntil(async () => !['checking', 'waiting'].includes((await whole.row(id)).outgoing), 180_000)
    await pass(20_000)
    expect(sentTo(whole, id)).toHaveLength(times)
    expect(await marks(whole, id)).toEqual([['Sudah dikirim.', ends]])
  },
)

test('a look for a message that the vendor refuses is repeated before its fate is called unknown', async () => {
  const { whole, id, send, simulator } = await worldWith(1, { keyless: true })
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1, method: 'POST', path: '/messages' })
  await send('maya', id, { text: 'Sudah dikirim.', key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'checking', 5000)
  simulator.faults.add({ kind: 'error', status: 403, times: 2, method: 'GET', path: '/messages' })
  await passUntil(async () => !['checking', 'waiting'].includes((await whole.row(id)).outgoing), 180_000)
  await pass(20_000)
  expect(await marks(whole, id)).toEqual([['Sudah dikirim.', 'read']])
  expect(sentTo(whole, id)).toHaveLength(1)
})

test('words that were sent a moment before are not taken for the same ones, of which nobody knows whether they arrived', async () => {
  const { whole, id, send, simulator } = await worldWith(1, { keyless: true })
  await send('maya', id, { text: 'ya', key: key(1) })
  await passUntil(() => sentTo(whole, id).length === 1, 5000)
  simulator.faults.add({ kind: 'drop', when: 'before', times: 1, method: 'POST', path: '/messages' })
  await send('maya', id, { text: 'ya', key: key(2) })
  await passUntil(() => sentTo(whole, id).length === 2, 300_000)
  await pass(20_000)
  expect(await marks(whole, id)).toEqual([
    ['ya', 'read'],
    ['ya', 'read'],
  ])
})

test('of a message that can be looked for nowhere any more nobody knows, and its author is told', async () => {
  const { whole, id, send, simulator } = await worldWith(1, { keyless: true })
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1, method: 'POST', path: '/messages' })
  await send('maya', id, { text: 'Sudah dikirim.', key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'checking', 5000)
  simulator.faults.add({ kind: 'error', status: 403, method: 'GET', path: '/messages' })
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 300_000)
  const { delivery } = await whole.storage.db
    .selectFrom('messages')
    .select('delivery')
    .where('send_key', '=', key(1))
    .executeTakeFirstOrThrow()
  expect(JSON.parse(delivery ?? '')).toEqual({ state: 'unknown', code: null })
})
