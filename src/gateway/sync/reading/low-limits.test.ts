import { expect, test } from 'vitest'
import type { Connector } from '#connectors/connector.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { MORNING, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { readConnections } from '#gateway/usecases/read-present.ts'

const serve = serving()

const PER_PAGE = 50

/** A vendor that allows ten reads a minute, with so many open conversations; each may be told to have changed. */
function createSlow(count: number, all: Partial<VendorConversation> = {}) {
  const rows = Array.from({ length: count }, (_, index) => ({ ...conversation(index), ...all }))
  const calls: { at: number; what: string }[] = []
  let hear: Parameters<NonNullable<Connector['follow']>>[0] | null = null
  const note = (what: string) => calls.push({ at: Date.now(), what })
  const connector = silentConnector({
    vendor: 'slow',
    channels: { chat: { holds: ['status'], sends: null } },
    account: async () => ({ accountId: 'a', name: 'a', readPerMinute: 10, writePerMinute: 10 }),
    async listConversations({ status = 'open', cursor = '0' }) {
      note(cursor === '0' && status === 'open' ? 'first page' : 'page')
      const from = Number(cursor)
      const some = status === 'open' ? rows.slice(from, from + PER_PAGE) : []
      const next = from + PER_PAGE < rows.length && status === 'open' ? String(from + PER_PAGE) : null
      return { rows: some, malformed: [], nextCursor: next }
    },
    async getConversation(id) {
      note(id)
      return rows.find((row) => row.id === id) ?? conversation(0)
    },
    async listMessages({ conversationId }) {
      note(`thread of ${conversationId}`)
      return { rows: [], malformed: [], nextCursor: null }
    },
    async follow(heard, signal) {
      hear = heard
      heard.opened()
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
  })
  const change = async (index: number, given: Partial<VendorConversation>) => {
    rows[index] = { ...conversation(index), ...given, updatedAt: Date.now() }
    const event = { type: 'changed' as const, conversationId: conversation(index).id }
    await hear?.told({ dedupeKey: `${index}`, event: 'changed', events: [event] })
  }
  return { connector, calls, change }
}

function conversation(index: number): VendorConversation {
  const began = MORNING - index * 1000
  const silent = { lastMessageAt: null, lastInboundAt: null, createdAt: began, updatedAt: began }
  return vendorConversation(`cnv_${String(index).padStart(4, '0')}`, silent)
}

test('ten reads a minute are enough to read everything once, and what is told meanwhile does not wait for the end', async () => {
  const { connector, calls, change } = createSlow(500)
  const served = await serve({ con: connector })
  await passUntil(async () => (await served.row('con', 'cnv_0120')) !== undefined, 120_000)
  await change(120, { status: 'resolved' })
  await passUntil(async () => (await served.row('con', 'cnv_0120'))?.status === 'resolved', 60_000)
  const isDone = async () => (await readConnections(served.storage.db, WORKSPACE_ID))[0]?.backfill.done === true
  expect(await isDone()).toBe(false)
  // Ten pages of its own.
  await passUntil(isDone, 4 * 60_000)
  const minutes = (Date.now() - MORNING) / 60_000
  expect(calls.length).toBeLessThanOrEqual(Math.ceil(minutes * 10))
  await pass(3 * 60_000)
  const last = calls.filter(({ at }) => at > Date.now() - 3 * 60_000)
  expect(last.filter(({ what }) => what === 'page').length).toBeGreaterThan(last.length / 3)
})

test('a thread that somebody opens is read while everything is read for the first time', async () => {
  const { connector, calls } = createSlow(500, { untold: ['activity'] })
  const served = await serve({ con: connector })
  await passUntil(async () => (await served.row('con', 'cnv_0120')) !== undefined, 120_000)
  served.sync.opened('con', (await served.row('con', 'cnv_0120'))?.id ?? '')
  await passUntil(() => calls.some(({ what }) => what === 'thread of cnv_0120'), 60_000)
  expect((await readConnections(served.storage.db, WORKSPACE_ID))[0]?.backfill.done).toBe(false)
})
