import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pass, passUntil, sleepThrough } from '#gateway/testing/virtual-time.ts'
import { WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'

const world = worlds()
const HOUR_MS = 60 * 60 * 1000
const NUMBER = '+628110001000'

/** A world in which a customer has just written, and its gateway knows it. */
async function worldWithCustomer(options: Parameters<typeof world>[0] = {}) {
  const made = await world(options)
  const { id } = made.simulator.placeConversation({ contact: { phone_number: NUMBER } })
  made.simulator.receive({ conversation_id: id, text: 'Minta struknya' })
  const gateway = made.start()
  await pass(2000)
  return { ...made, whole: made, id, gateway }
}

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const pdf = new TextEncoder().encode('%PDF-1.7 daftar harga')
const key = (number: number) => `key_0000_${number}`

/** What the vendor holds of ours, oldest first. */
function sentTo({ simulator }: Pick<World, 'simulator'>, id: string) {
  return simulator.vendor.store
    .all(
      `select m.type, m.content, m.status, f.bytes from messages m left join files f on f.id = m.id
       where conversation_id = ? and direction = 'outbound' order by created_ms, m.rowid`,
      id,
    )
    .map(({ type, content, status, bytes }) => {
      const { caption, filename }: { caption?: string; filename?: string } = JSON.parse(String(content))
      return { type, caption, filename, status, bytes: bytes instanceof Uint8Array ? Array.from(bytes) : null }
    })
}

async function ours({ thread }: Pick<World, 'thread'>, id: string) {
  const messages = (await thread(id)).filter(({ direction }) => direction === 'outbound')
  return messages.toReversed().map(({ type, text, label, delivery }) => [type, text, label, delivery?.state])
}

test('a picture reaches the customer with its caption, fetched once, and its marks follow', async () => {
  const { whole, id, send, bring, fetched } = await worldWithCustomer()
  const { id: upload } = await bring('maya', 'struk.png', png)
  await send('maya', id, { text: 'Ini, Kak', attachment: { upload }, key: key(1) })
  await pass(20_000)
  expect(sentTo(whole, id)).toEqual([
    { type: 'image', caption: 'Ini, Kak', filename: undefined, status: 'read', bytes: Array.from(png) },
  ])
  expect(fetched).toHaveLength(1)
  expect(await ours(whole, id)).toEqual([['image', 'Ini, Kak', null, 'read']])
})

test('files and texts go out in the order in which they were sent', async () => {
  const { whole, id, send, bring } = await worldWithCustomer()
  const picture = await bring('maya', 'struk.png', png)
  const list = await bring('maya', 'Daftar harga.pdf', pdf)
  await send('maya', id, { attachment: { upload: picture.id }, key: key(1) })
  await send('maya', id, { attachment: { upload: list.id }, key: key(2) })
  await send('maya', id, { text: 'Silakan, Kak', key: key(3) })
  await passUntil(() => sentTo(whole, id).length === 3, 20_000)
  expect(sentTo(whole, id).map(({ type, filename }) => [type, filename])).toEqual([
    ['image', undefined],
    ['document', 'Daftar harga.pdf'],
    ['text', undefined],
  ])
})

test('whatever becomes of the answers, a file is one message at the vendor and one body at every try', async () => {
  const { whole, id, send, bring, simulator, fetched } = await worldWithCustomer()
  simulator.faults.add({ kind: 'drop', when: 'after', times: 2, method: 'POST', path: '/messages' })
  const { id: upload } = await bring('maya', 'struk.png', png)
  await send('maya', id, { attachment: { upload }, key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'none', 60_000)
  await pass(10_000)
  expect(sentTo(whole, id)).toHaveLength(1)
  expect(fetched).toHaveLength(1)
  const tries = requests(whole, 'POST').filter(({ path }) => path.endsWith('/messages'))
  expect(tries.length).toBeGreaterThan(1)
  expect(new Set(tries.map(({ body }) => JSON.stringify(body))).size).toBe(1)
})

test('a file that waits for a vendor that is down survives a kill, and goes out when it returns', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'sigap-files-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const { whole, id, send, bring, simulator, gateway } = await worldWithCustomer({
    path: path.join(directory, 'sigap.sqlite'),
  })
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  const { id: upload } = await bring('maya', 'struk.png', png)
  await send('maya', id, { attachment: { upload }, key: key(1) })
  await pass(5000)
  gateway.kill()
  whole.reopen()
  // Longer than a file is kept that nobody sent: this one is owed.
  sleepThrough(20 * HOUR_MS)
  simulator.faults.clear(down)
  whole.start()
  await passUntil(() => sentTo(whole, id)[0]?.bytes !== null && sentTo(whole, id).length === 1, 120_000)
  expect(sentTo(whole, id)).toMatchObject([{ type: 'image', bytes: Array.from(png) }])
})

const notThere = () => Promise.resolve(new Response(null, { status: 404 }))

test('a file that the vendor cannot fetch fails with the reason', async () => {
  const { whole, id, send, bring } = await worldWithCustomer({ simulator: { fetchFile: notThere } })
  const { id: upload } = await bring('maya', 'struk.png', png)
  await send('maya', id, { attachment: { upload }, key: key(1) })
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 60_000)
  const [message] = await whole.thread(id)
  expect(message?.delivery).toEqual({ state: 'failed', code: 'media_download_failed' })
})

test('a file that waited until the window closed is stopped, and nobody fetched it', async () => {
  const { whole, id, send, bring, simulator, fetched } = await worldWithCustomer()
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  const { id: upload } = await bring('maya', 'struk.png', png)
  await send('maya', id, { attachment: { upload }, key: key(1) })
  await pass(5000)
  sleepThrough(24 * HOUR_MS)
  simulator.faults.clear(down)
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 60_000)
  expect(sentTo(whole, id)).toEqual([])
  expect(fetched).toEqual([])
})

/** A picture that the vendor took without an answer, and whose key it has forgotten since. */
async function forgotten() {
  const made = await worldWithCustomer()
  const { whole, id, send, bring, simulator } = made
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1, method: 'POST', path: '/messages' })
  const { id: upload } = await bring('maya', 'struk.png', png)
  await send('maya', id, { text: 'Ini, Kak', attachment: { upload }, key: key(1) })
  await passUntil(() => sentTo(whole, id).length === 1, 5000)
  return { ...made, down: simulator.faults.add({ kind: 'error', status: 503 }) }
}

test('when the vendor forgot the key, it is asked for the file instead of getting it again', async () => {
  const { whole, id, simulator, down } = await forgotten()
  sleepThrough(25 * HOUR_MS)
  simulator.faults.clear(down)
  await passUntil(async () => (await whole.row(id)).outgoing === 'none', 60_000)
  await pass(10_000)
  expect(sentTo(whole, id)).toHaveLength(1)
  expect(await ours(whole, id)).toHaveLength(1)
})

test('of two files at the vendor that look alike nobody guesses which is ours', async () => {
  const { whole, id, simulator, down } = await forgotten()
  simulator.vendor.store.run(
    `insert into messages select 'msg_TWIN', conversation_id, 'wamid.twin', direction, type, 'sent', content, null, created_ms
     from messages where direction = 'outbound' and conversation_id = ?`,
    id,
  )
  sleepThrough(25 * HOUR_MS)
  simulator.faults.clear(down)
  await passUntil(async () => (await whole.row(id)).outgoing === 'failed', 60_000)
  const states = (await whole.thread(id)).map(({ key: sentWith, delivery }) => [sentWith, delivery?.state])
  expect(states).toContainEqual([key(1), 'unknown'])
  expect(sentTo(whole, id)).toHaveLength(2)
})

test('a connection says what files it takes', async () => {
  const { storage } = await worldWithCustomer()
  const { health } = await storage.db
    .selectFrom('connections')
    .select('health')
    .where('workspace_id', '=', WORKSPACE_ID)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(health)).toMatchObject({
    channels: [
      { sends: { files: { why_not: null, takes: [{ kind: 'image', max_bytes: 5 * 1024 * 1024 }, {}, {}, {}] } } },
    ],
  })
})
