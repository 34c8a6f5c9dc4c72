import { expect, test } from 'vitest'
import { createWapikit } from '#connectors/wapikit/index.ts'
import { createWapikitSimulator } from '#simulators/wapikit/index.ts'
import { listMessages } from '#gateway/storage/messages.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import type { Served } from '#gateway/testing/served.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'

const serve = serving()

/** The vendor allows ten reads a minute; the page that is wanted may have to wait for the next. */
const SOON_MS = 20_000

/** A gateway that hears a simulated WapiKit, which has one conversation. */
async function hearing() {
  const simulator = createWapikitSimulator({ now: Date.now })
  const { id: contactId } = simulator.receive({ from: '+6281234567890', name: 'Ana', text: 'Halo' }).contact
  const { id } = simulator.receive({ contact_id: contactId, text: 'Masih ada?' }).conversation
  const connector = createWapikit({
    vendor: 'wapikit',
    baseUrl: 'https://vendor.test/api',
    apiKey: simulator.apiKey,
    webhookSecrets: [],
    fetch: (input, init) => simulator.fetch(input, init),
    now: Date.now,
    options: {},
  })
  const served = await serve({ con: connector })
  await passUntil(async () => (await served.row('con', id)) !== undefined, 60_000)
  await passUntil(() => simulator.events.listening() === 1, 60_000)
  await pass(1000)
  return { simulator, served, id, row: () => served.row('con', id), thread: () => threadOf(served, id) }
}

async function threadOf({ storage, row }: Served, vendorId: string): Promise<(string | null)[]> {
  const id = (await row('con', vendorId))?.id ?? ''
  const rows = await listMessages(storage.db, WORKSPACE_ID, id, { limit: 100, before: null })
  return rows.map((each) => each.text)
}

test('a customer’s message shows at once, once, and at its place, however the stream brings it', async () => {
  const { simulator, id, row, thread } = await hearing()
  const before = (await row())?.unread_count ?? 0
  simulator.receive({ conversation_id: id, text: 'satu' })
  await pass(50)
  expect(await row()).toMatchObject({ preview_text: 'satu', unread_count: before + 1 })
  await pass(1000)
  simulator.events.duplicate(2)
  simulator.events.hold()
  simulator.receive({ conversation_id: id, text: 'dua' })
  await pass(1000)
  simulator.receive({ conversation_id: id, text: 'tiga' })
  simulator.events.release('reversed')
  await pass(50)
  expect(await thread()).toEqual(['tiga', 'dua', 'satu'])
  expect((await row())?.preview_text).toBe('tiga')
})

test('what happened while the stream was away is here soon after it is back', async () => {
  const { simulator, id, row } = await hearing()
  const before = (await row())?.unread_count ?? 0
  simulator.events.close()
  simulator.receive({ conversation_id: id, text: 'tidak terdengar' })
  const isBack = () => simulator.events.listening() === 1
  expect(await passUntil(isBack, 20_000)).toBeLessThanOrEqual(5000)
  const isHere = async () => (await row())?.unread_count === before + 1
  expect(await passUntil(isHere, 60_000)).toBeLessThanOrEqual(SOON_MS)
})

test('what was written in the vendor’s dashboard, which nothing tells, is here soon after somebody opened the thread', async () => {
  const { simulator, served, id, row } = await hearing()
  simulator.act(id, { act: 'reply', text: 'Dari dasbor' })
  await pass(60_000)
  expect((await row())?.preview_text).not.toBe('Dari dasbor')
  served.sync.opened('con', (await row())?.id ?? '')
  await passUntil(async () => (await row())?.preview_text === 'Dari dasbor', 60_000)
})
