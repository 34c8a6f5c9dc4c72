import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { VendorConversation, VendorMessage } from '#connectors/reading.ts'
import type { VendorEvent } from '#connectors/webhooks.ts'
import { listMessages } from '#gateway/storage/messages.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import type { Served } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { MORNING, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { readConnections } from '#gateway/usecases/read-present.ts'

const serve = serving()

type Hear = Parameters<NonNullable<Connector['follow']>>[0]
const gone = new ConnectorError('not_found', 'resource_not_found', 'There is no such conversation.')

/** A vendor with some conversations and a stream that the test tells through, ends and refuses. */
function createStreaming(count: number) {
  const vendor = {
    conversations: Array.from({ length: count }, (_, index) => conversation(`c${index}`)),
    /** When each stream was opened. */
    opens: [] as number[],
    calls: [] as string[],
    refusal: null as ConnectorError | null,
    endsAtOnce: false,
    isKeyGood: true,
    hear: null as Hear | null,
    end: () => {},
    isHeard: () => vendor.hear !== null,
    async tell(...events: VendorEvent[]) {
      const dedupeKey = JSON.stringify(events)
      await vendor.hear?.told({ dedupeKey, event: 'told', events })
    },
  }
  const connector = silentConnector({
    vendor: 'streaming',
    channels: { chat: { holds: ['status'], sends: null } },
    hasOwnIds: false,
    async account() {
      if (!vendor.isKeyGood) throw new ConnectorError('auth', 'invalid_api_key', 'No.')
      return { accountId: 'a', name: 'a', readPerMinute: null, writePerMinute: null }
    },
    async listConversations({ status }) {
      vendor.calls.push(status ?? 'newest')
      if (!vendor.isKeyGood) throw new ConnectorError('auth', 'invalid_api_key', 'No.')
      const rows = vendor.conversations.filter((row) => status === undefined || row.status === status)
      return { rows, malformed: [], nextCursor: null }
    },
    async getConversation(id) {
      vendor.calls.push(id)
      return vendor.conversations.find((row) => row.id === id) ?? Promise.reject(gone)
    },
    listMessages: async () => ({ rows: [], malformed: [], nextCursor: null }),
    async follow(hear, signal) {
      vendor.opens.push(Date.now())
      if (vendor.refusal !== null) throw vendor.refusal
      hear.opened()
      if (vendor.endsAtOnce) return
      vendor.hear = hear
      await new Promise<void>((resolve) => {
        vendor.end = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      vendor.hear = null
    },
  })
  return { vendor, connector }
}

function conversation(id: string, given: Partial<VendorConversation> = {}): VendorConversation {
  const wrote = { lastMessageAt: MORNING - 60_000, lastInboundAt: MORNING - 60_000, updatedAt: MORNING - 60_000 }
  return vendorConversation(id, { ...wrote, createdAt: MORNING - 90_000, ...given })
}

function message(id: string, second: number, given: Partial<VendorMessage> = {}): VendorMessage {
  const createdAt = MORNING + second * 1000
  return { id, direction: 'inbound', type: 'text', text: id, label: null, delivery: null, createdAt, ...given }
}

async function following(count = 1) {
  const { vendor, connector } = createStreaming(count)
  const served = await serve({ con: connector })
  await passUntil(vendor.isHeard, 5000)
  await pass(6000)
  return { vendor, served, ...served }
}

async function thread({ storage, row }: Served): Promise<string[]> {
  const id = (await row('con', 'c0'))?.id ?? ''
  const rows = await listMessages(storage.db, WORKSPACE_ID, id, { limit: 100, before: null })
  return rows.map((each) => each.id)
}

const isTold = async ({ storage }: Served) => (await readConnections(storage.db, WORKSPACE_ID))[0]?.webhooks

test('a message of the stream is in its thread and its row at once, without a read', async () => {
  const { vendor, served, row } = await following()
  // From here on the vendor lists nothing, so that nothing but the event can tell.
  vendor.conversations = []
  const calls = vendor.calls.length
  await vendor.tell({ type: 'message', conversationId: 'c0', message: message('Halo', 1) })
  await vendor.tell({
    type: 'message',
    conversationId: 'c0',
    message: message('Siap', 2, { direction: 'outbound', delivery: { state: 'sent', code: null } }),
  })
  await pass(50)
  expect(vendor.calls.slice(calls)).not.toContain('c0')
  expect(await thread(served)).toEqual(['Siap', 'Halo'])
  expect(await row('con', 'c0')).toMatchObject({
    preview_text: 'Siap',
    preview_inbound: 0,
    preview_wanted: 0,
    unread_count: 1,
    last_message_ms: MORNING + 2000,
    sort_ms: MORNING + 2000,
    last_inbound_ms: MORNING + 1000,
  })
})

test('what colleagues and the vendor itself write stands in the thread and counts for nothing else', async () => {
  const { vendor, served, row } = await following()
  const before = await row('con', 'c0')
  for (const type of ['note', 'event'])
    await vendor.tell({ type: 'message', conversationId: 'c0', message: message(type, 5, { type }) })
  await pass(50)
  expect(await thread(served)).toEqual(['note', 'event'])
  expect(await row('con', 'c0')).toEqual({ ...before, version: expect.any(Number) })
})

test('in whatever order messages are told, and however often, the thread, the preview and the times are the same', async () => {
  const told = Array.from({ length: 6 }, (_, index) => {
    const direction = index % 3 === 2 ? ('outbound' as const) : ('inbound' as const)
    // Two have the same second.
    return message(`m${index}`, Math.max(1, index), { direction })
  })
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...told, ...told], { minLength: 12 }), async (order) => {
      const { vendor, served, row, stop } = await following()
      vendor.conversations = []
      for (const [turn, each] of order.entries()) {
        // Another delivery each time, as after a reconnect.
        const again: VendorEvent = { type: 'ignored', event: String(turn) }
        await vendor.tell({ type: 'message', conversationId: 'c0', message: each }, again)
        await pass(10)
      }
      await pass(50)
      const shown = await row('con', 'c0')
      expect(await thread(served)).toEqual(['m5', 'm4', 'm3', 'm2', 'm1', 'm0'])
      expect(shown).toMatchObject({
        preview_text: 'm5',
        last_message_ms: MORNING + 5000,
        last_inbound_ms: MORNING + 4000,
      })
      expect(shown?.unread_count).toBeGreaterThanOrEqual(1)
      expect(shown?.unread_count).toBeLessThanOrEqual(4)
      await stop()
    }),
    { numRuns: 10 },
  )
})

test('messages told in order are counted each, also two of the same second, and none twice', async () => {
  const { vendor, row } = await following()
  vendor.conversations = []
  const tell = async (id: string, second: number, turn = '') =>
    vendor.tell(
      { type: 'message', conversationId: 'c0', message: message(id, second) },
      { type: 'ignored', event: turn },
    )
  await tell('a', 1)
  await tell('b', 1)
  await tell('b', 1)
  await tell('c', 2)
  await tell('c', 2, 'again')
  await tell('a', 1, 'late')
  await pass(100)
  expect((await row('con', 'c0'))?.unread_count).toBe(3)
})

test('a message of an unknown conversation has it read, and a change too; one that is gone leaves the list', async () => {
  const { vendor, row } = await following(2)
  vendor.conversations = [conversation('c0', { status: 'resolved', updatedAt: MORNING + 9000 }), conversation('new')]
  await vendor.tell({ type: 'message', conversationId: 'new', message: message('Halo', 1) })
  await vendor.tell({ type: 'changed', conversationId: 'c0' })
  await vendor.tell({ type: 'changed', conversationId: 'c1' })
  await passUntil(async () => typeof (await row('con', 'c1'))?.removed_ms === 'number', 2000)
  expect(vendor.calls).toEqual(expect.arrayContaining(['new', 'c0', 'c1']))
  expect(await row('con', 'c0')).toMatchObject({ status: 'resolved', removed_ms: null })
  expect(await row('con', 'new')).toMatchObject({ contact_name: 'new' })
})

test('what happened while the stream was away is read as soon as it is back, and the connection says whether it is', async () => {
  const { vendor, served, row } = await following()
  expect(await isTold(served)).toBe(true)
  vendor.refusal = new ConnectorError('unreachable', 'network', 'No answer.')
  vendor.end()
  await pass(2500)
  expect(await isTold(served)).toBe(false)
  vendor.conversations = [conversation('c0', { unreadCount: 4, updatedAt: MORNING + 9000 })]
  vendor.refusal = null
  await passUntil(vendor.isHeard, 60_000)
  await passUntil(async () => (await row('con', 'c0'))?.unread_count === 4, 1000)
  await pass(1000)
  expect(await isTold(served)).toBe(true)
})

test('each time that the stream is back the newest page is read, however lately it was', async () => {
  const { vendor } = await following()
  await pass(31_000)
  const pages: number[] = []
  for (const _ of [1, 2, 3]) {
    vendor.end()
    await passUntil(() => !vendor.isHeard(), 1000)
    const before = vendor.calls.filter((call) => call === 'newest').length
    await passUntil(vendor.isHeard, 5000)
    await pass(300)
    pages.push(vendor.calls.filter((call) => call === 'newest').length - before)
  }
  // It is read every ten seconds anyway, and all of this takes less.
  expect(pages.filter((count) => count > 0)).toHaveLength(3)
})

test.each([
  ['ends at once', 12, (vendor: ReturnType<typeof createStreaming>['vendor']) => (vendor.endsAtOnce = true)],
  [
    'cannot be reached',
    12,
    (vendor: ReturnType<typeof createStreaming>['vendor']) =>
      (vendor.refusal = new ConnectorError('unreachable', 'network', 'No answer.')),
  ],
  [
    'is refused',
    2,
    (vendor: ReturnType<typeof createStreaming>['vendor']) =>
      (vendor.refusal = new ConnectorError('rejected', 'forbidden', 'No.')),
  ],
])('a stream that %s is not asked for again and again, and all else goes on', async (_, most, spoil) => {
  const { vendor, row } = await following()
  spoil(vendor)
  vendor.opens = []
  vendor.end()
  await pass(6 * 60_000)
  expect(vendor.opens.length).toBeGreaterThanOrEqual(1)
  expect(vendor.opens.length).toBeLessThanOrEqual(most)
  vendor.conversations = [conversation('c0', { unreadCount: 2, updatedAt: MORNING + 9000 })]
  await passUntil(async () => (await row('con', 'c0'))?.unread_count === 2, 15_000)
})

test('a key that is refused by now ends the stream, and one that is accepted again opens it', async () => {
  const { vendor } = await following()
  vendor.isKeyGood = false
  await passUntil(() => !vendor.isHeard(), 15_000)
  const opens = vendor.opens.length
  await pass(60_000)
  expect(vendor.opens).toHaveLength(opens)
  vendor.isKeyGood = true
  await passUntil(vendor.isHeard, 60_000)
})

test('whoever loses the lease listens no more', async () => {
  const { vendor, stop } = await following()
  await stop()
  expect(vendor.isHeard()).toBe(false)
  await pass(60_000)
  expect(vendor.opens).toHaveLength(1)
})
