import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { VendorMessage } from '#connectors/reading.ts'
import { putSettings } from '#gateway/storage/connection-settings.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'
import { neverAsked, silentConnector } from '#gateway/testing/silent-connector.ts'

const at = (minute: number) => Date.parse('2026-03-01T00:00:00Z') + minute * 60_000

function message(minute: number): VendorMessage {
  const id = `msg_${String(minute).padStart(4, '0')}`
  return { id, direction: 'inbound', type: 'text', text: id, label: null, delivery: null, createdAt: at(minute) }
}

type Vendor = {
  count: number
  isDown: boolean
  age: number
  asked: (string | undefined)[]
  /** The id of a message that it answers in another shape. */
  broken: string | null
}

/** A vendor that holds messages of minutes 1 to `count` and answers `pageSize` of them at a time; its cursors live for an `age`. */
function makeVendor({ count = 0, pageSize = 100 } = {}) {
  const vendor: Vendor = { count, isDown: false, age: 0, asked: [], broken: null }
  const listMessages: Connector['listMessages'] = async ({ cursor }) => {
    vendor.asked.push(cursor)
    const [age, minute] = cursor?.split(':').map(Number) ?? [vendor.age, vendor.count]
    if (age !== vendor.age) throw new ConnectorError('rejected', 'invalid_cursor', 'Too old.')
    const newest = minute ?? 0
    const oldest = Math.max(1, newest - pageSize + 1)
    const rows = Array.from({ length: newest - oldest + 1 }, (_, place) => message(newest - place))
    const malformed = rows.some(({ id }) => id === vendor.broken)
      ? [{ vendorId: vendor.broken, reason: 'created_at: no date', payload: '{}' }]
      : []
    const readable = rows.filter(({ id }) => id !== vendor.broken)
    return { rows: readable, malformed, nextCursor: oldest > 1 ? `${vendor.age}:${oldest - 1}` : null }
  }
  return { vendor, connector: silentConnector({ listMessages }) }
}

async function openThread(options: { count?: number; pageSize?: number } = {}) {
  const { vendor, connector } = makeVendor(options)
  const gateway = await createTestGateway({
    conversations: [{ id: 'cnv_a', last_message_ms: vendor.count === 0 ? null : at(vendor.count) }],
    askVendor: async (_connectionId, ask) => {
      if (vendor.isDown) throw new ConnectorError('unreachable', 'timeout', 'No answer.')
      return ask(connector)
    },
  })
  async function arrive(count: number) {
    vendor.count += count
    await gateway.storage.db
      .updateTable('conversations')
      .set({ last_message_ms: at(vendor.count) })
      .where('workspace_id', '=', gateway.workspaceId)
      .execute()
  }
  return { ...gateway, vendor, arrive }
}

const pathOf = (query = '') => `/v1/conversations/cnv_a/messages${query}`
const pageOf = async (caller: Caller, query = '') =>
  answerOf(endpoints.listMessages, await caller('GET', pathOf(query)))

async function wholeThread(caller: Caller, limit: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(
      caller,
      `?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`,
    )
    ids.push(...page.data.map(({ id }) => id))
    cursor = page.next_cursor
  } while (cursor !== null)
  return ids
}
const allOf = (count: number) => Array.from({ length: count }, (_, place) => message(count - place).id)

test('a message that cannot be read is put aside for the owner, and let go of when it can be', async () => {
  const { maya, vendor, arrive } = await openThread({ count: 3 })
  const aside = async () => {
    const answer = await maya('GET', '/v1/connections/con_a/quarantine')
    return (await answerOf(endpoints.listQuarantined, answer)).data.map(({ vendor_id }) => vendor_id)
  }
  vendor.broken = message(2).id
  expect((await pageOf(maya)).data.map(({ id }) => id)).toEqual([message(3).id, message(1).id])
  expect(await aside()).toEqual([message(2).id])
  vendor.broken = null
  await arrive(1)
  await pageOf(maya)
  expect(await aside()).toEqual([])
})

test('a thread that was shown as it is known here, or that has no times yet, is read again behind the reader’s back', async () => {
  const { maya, rung, storage } = await openThread({ count: 3 })
  await pageOf(maya)
  expect(rung).toEqual([])
  await pageOf(maya)
  expect(rung.splice(0)).toEqual(['opened con_a cnv_a'])
  const untold = { activity_untold: 1, messages_fresh_ms: null }
  await storage.db.updateTable('conversations').set(untold).execute()
  await pageOf(maya)
  expect(rung).toEqual(['opened con_a cnv_a'])
})

test('the newest messages come first, read from the vendor once and from here after', async () => {
  const { maya, vendor } = await openThread({ count: 30 })
  const page = await pageOf(maya)
  expect(page.data.map(({ id }) => id)).toEqual(allOf(30).slice(0, 25))
  expect(page.data[0]).toMatchObject({
    conversation_id: 'cnv_a',
    text: 'msg_0030',
    created_at: '2026-03-01T00:30:00.000Z',
  })
  expect(page.has_more).toBe(true)
  await pageOf(maya)
  expect(vendor.asked).toEqual([undefined])
})

test('a thread without messages is empty, and is not asked for again', async () => {
  const { maya, vendor } = await openThread()
  expect(await pageOf(maya)).toMatchObject({ data: [], has_more: false, next_cursor: null })
  await pageOf(maya)
  expect(vendor.asked).toHaveLength(1)
})

test('older pages reach the first message, whatever the sizes of pages on either side', async () => {
  const sizes = fc.record({
    count: fc.nat({ max: 60 }),
    pageSize: fc.integer({ min: 3, max: 30 }),
    limit: fc.integer({ min: 1, max: 30 }),
  })
  await fc.assert(
    fc.asyncProperty(sizes, async ({ count, pageSize, limit }) => {
      const { maya } = await openThread({ count, pageSize })
      expect(await wholeThread(maya, limit)).toEqual(allOf(count))
      expect(await wholeThread(maya, limit)).toEqual(allOf(count))
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('a thread has no holes, whatever arrived between two reads and however often its cursors grew too old', async () => {
  const acts = fc.array(fc.record({ arrives: fc.nat({ max: 40 }), pages: fc.nat({ max: 3 }), expires: fc.boolean() }), {
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(acts, async (rounds) => {
      const { maya, vendor, arrive } = await openThread({ count: 25, pageSize: 10 })
      const readPages = async (most: number) => {
        const met: string[] = []
        let query = '?limit=7'
        for (let pages = 0; pages < most; pages += 1) {
          const page = await pageOf(maya, query)
          met.push(...page.data.map(({ id }) => id))
          if (page.next_cursor === null) break
          query = `?limit=7&cursor=${page.next_cursor}`
        }
        expect(met).toEqual(allOf(vendor.count).slice(0, met.length))
        return met.length
      }
      for (const { arrives, pages, expires } of rounds) {
        if (arrives > 0) await arrive(arrives)
        if (expires) vendor.age += 1
        await readPages(pages)
      }
      expect(await readPages(Infinity)).toBe(vendor.count)
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('with the vendor down, what is here is shown; older messages that are not here are not said to be none', async () => {
  const { maya, vendor, arrive } = await openThread({ count: 12, pageSize: 10 })
  await pageOf(maya, '?limit=5')
  vendor.isDown = true
  await arrive(1)
  const first = await pageOf(maya, '?limit=10')
  expect(first.data.map(({ id }) => id)).toEqual(allOf(12).slice(0, 10))
  expect(first.has_more).toBe(true)
  const older = await maya('GET', pathOf(`?limit=10&cursor=${first.next_cursor}`))
  expect(await errorOf(older)).toEqual({ status: 503, code: 'vendor_unavailable' })
  vendor.isDown = false
  const rest = await pageOf(maya, `?limit=10&cursor=${first.next_cursor}`)
  expect(rest.data.map(({ id }) => id)).toEqual(allOf(2))
  expect(rest.has_more).toBe(false)
})

test('with the vendor down, a thread that was never read is not said to be empty', async () => {
  const { maya, vendor } = await openThread({ count: 3 })
  vendor.isDown = true
  expect(await errorOf(await maya('GET', pathOf()))).toEqual({ status: 503, code: 'vendor_unavailable' })
})

test('a message that a webhook knows before the list does is asked for again', async () => {
  const { maya, vendor, arrive } = await openThread({ count: 3 })
  await pageOf(maya)
  await arrive(2)
  vendor.count = 3
  expect((await pageOf(maya)).data).toHaveLength(3)
  vendor.count = 5
  expect((await pageOf(maya)).data).toHaveLength(5)
})

test('a cursor belongs to its conversation, and to messages', async () => {
  const { maya, insert } = await openThread({ count: 30 })
  await insert([{ id: 'cnv_b', messages_complete: 1 }])
  const { next_cursor: cursor } = await pageOf(maya)
  for (const path of [`/v1/conversations/cnv_b/messages?cursor=${cursor}`, `/v1/conversations?cursor=${cursor}`]) {
    expect(await errorOf(await maya('GET', path))).toEqual({ status: 400, code: 'invalid_cursor', param: 'cursor' })
  }
})

test.each([
  ['?limit=0', { status: 400, code: 'invalid_limit', param: 'limit' }],
  ['?cursor=x', { status: 400, code: 'invalid_cursor', param: 'cursor' }],
  ['?before=x', { status: 400, code: 'unknown_field', param: 'before' }],
])('messages%s is refused', async (query, error) => {
  const { program } = await openThread()
  expect(await errorOf(await program('GET', pathOf(query)))).toEqual(error)
})

test('messages of a conversation that is not there are not found', async () => {
  const { maya, insert } = await openThread()
  await insert([{ id: 'cnv_gone', removed_ms: 1 }])
  for (const id of ['cnv_gone', 'cnv_never']) {
    expect(await errorOf(await maya('GET', `/v1/conversations/${id}/messages`))).toEqual({
      status: 404,
      code: 'resource_not_found',
    })
  }
})

test.each([
  ['a channel that writes to numbers refuses a contact without one', 'number', [422, 'cannot_send']],
  ['a channel that writes to its contacts needs no number', null, [200, null]],
] as const)('%s', async (_, startsWith, outcome) => {
  const sends = { maxText: 100, hasWindow: false, hasTemplates: false, files: null, startsWith }
  const sending = { keyLifeMs: null, send: neverAsked }
  const connector = silentConnector({ channels: { email: { holds: [], sends } }, sending })
  const conversations = [{ id: 'cnv_a', channel: 'email', contact_phone: null }]
  const { maya } = await createTestGateway({ conversations, connector })
  const headers = { 'Idempotency-Key': 'key-without-number' }
  const response = await maya('POST', '/v1/conversations/cnv_a/messages', { body: { text: 'Halo' }, headers })
  expect([response.status, response.ok ? null : (await errorOf(response)).code]).toEqual(outcome)
})

test('a message to a connection that is not served yet is to be sent again, and to none that is not there refused', async () => {
  const { maya, storage, workspaceId } = await createTestGateway({ conversations: [{ id: 'cnv_a' }] })
  const headers = { 'Idempotency-Key': 'key-before-its-time' }
  const send = async () =>
    errorOf(await maya('POST', '/v1/conversations/cnv_a/messages', { body: { text: 'Halo' }, headers }))
  const connect = (removedMs: number | null) =>
    storage.write((tx) =>
      putSettings(tx, workspaceId, {
        connectionId: 'con_a',
        options: new Map(),
        secrets: new Map(),
        paused: false,
        removedMs,
      }),
    )
  const refused = { status: 422, code: 'cannot_send', param: 'connection' }
  expect(await send()).toEqual(refused)
  await connect(null)
  expect(await send()).toEqual({ status: 503, code: 'service_unavailable' })
  await connect(1)
  expect(await send()).toEqual(refused)
})
