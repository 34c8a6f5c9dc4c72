import { expect, test } from 'vitest'
import type { Caller } from '#gateway/testing/test-gateway.ts'
import { answerOf, createTestGateway } from '#gateway/testing/test-gateway.ts'
import { endpoints } from '#contract/endpoints.ts'
import { changesOf } from '#gateway/storage/changes.ts'
import { unclaimedFor } from '#gateway/storage/outbox.ts'
import { applyInbound } from '#gateway/usecases/messages/apply-inbound.ts'

const PATH = '/v1/conversations/cnv_a'
const vendor = { type: 'vendor' as const, id: 'con_a', name: 'Toko' }

const patch = async (caller: Caller, body: object, headers: Record<string, string> = {}) =>
  (await answerOf(endpoints.patchConversation, await caller('PATCH', PATH, { body, headers }))).data

async function openGateway(columns: { unread_count?: number } = { unread_count: 3 }) {
  const gateway = await createTestGateway({ conversations: [{ id: 'cnv_a', last_inbound_ms: 30, ...columns }] })
  const { storage, workspaceId, maya } = gateway
  const read = async () => (await answerOf(endpoints.getConversation, await maya('GET', PATH))).data
  const receive = (createdAt: number) =>
    applyInbound(
      { storage, now: () => 1000 },
      {
        workspaceId,
        conversationId: 'cnv_a',
        actor: vendor,
        message: {
          id: `msg_${createdAt}`,
          direction: 'inbound',
          type: 'text',
          text: 'Halo',
          label: null,
          delivery: null,
          createdAt,
        },
      },
    )
  const unreadCounted = async () => {
    const { data } = await answerOf(endpoints.countConversations, await maya('GET', '/v1/conversations/counts'))
    return data.cells.reduce((sum, { unread }) => sum + unread, 0)
  }
  const changes = () => changesOf(storage.db, workspaceId, 'cnv_a', 0)
  return { ...gateway, read, receive, unreadCounted, changes }
}

const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

test('what one agent reads is read for all, counted so, told once, and owed to nobody', async () => {
  const { maya, read, unreadCounted, changes, storage, workspaceId } = await openGateway()
  expect(await unreadCounted()).toBe(1)
  const data = await patch(maya, { unread_count: 0 })
  expect(data).toMatchObject({ unread_count: 0, sync: { state: 'synced' } })
  expect(await read()).toEqual(data)
  expect(await unreadCounted()).toBe(0)
  expect((await changes()).map(({ field, seq }) => ({ field, seq }))).toEqual([{ field: 'details', seq: data.version }])
  expect(await unclaimedFor(storage.db, workspaceId, 'cnv_a')).toBeUndefined()
})

test('reading or marking it twice changes nothing more', async () => {
  const { maya, rina, changes } = await openGateway()
  const once = await patch(maya, { unread_count: 0 })
  expect(await patch(rina, { unread_count: 0 })).toEqual(once)
  const marked = await patch(maya, { unread_count: 1 })
  expect(marked.unread_count).toBe(1)
  expect(await patch(rina, { unread_count: 1 })).toEqual(marked)
  expect(await changes()).toHaveLength(2)
})

test('a message that comes after the reading is the first unread one', async () => {
  const { maya, read, receive, unreadCounted } = await openGateway()
  await patch(maya, { unread_count: 0 })
  await receive(40)
  expect((await read()).unread_count).toBe(1)
  expect(await unreadCounted()).toBe(1)
})

test('a message that was not on the screen of whoever reads stays unread', async () => {
  const { maya, read, receive } = await openGateway()
  const { version } = await read()
  await receive(40)
  expect((await patch(maya, { unread_count: 0 }, ifMatch(version))).unread_count).toBe(4)
  expect((await patch(maya, { unread_count: 0 }, ifMatch((await read()).version))).unread_count).toBe(0)
})

test('a mark never conflicts, and nobody loses a conflict to it', async () => {
  const { maya, rina, read } = await openGateway()
  const { version } = await read()
  await patch(rina, { status: 'pending', assigned_to: 'agt_rina' })
  expect((await patch(maya, { unread_count: 0 }, ifMatch(version))).unread_count).toBe(0)
  const seen = await read()
  await patch(rina, { unread_count: 1 })
  expect((await patch(maya, { status: 'resolved' }, ifMatch(seen.version))).status).toBe('resolved')
})

test('it goes together with a status', async () => {
  const { maya, changes } = await openGateway({ unread_count: 0 })
  expect(await patch(maya, { status: 'pending', unread_count: 1 })).toMatchObject({
    status: 'pending',
    unread_count: 1,
  })
  expect((await changes()).map(({ field }) => field)).toEqual(['status', 'details'])
})
