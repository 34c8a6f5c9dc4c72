import { expect, test, vi } from 'vitest'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { sessionExpiry } from '../session-expiry.ts'
import { flush, makeHarness } from '../inbox.harness.ts'

const SILENT_MS = 40_000
const MINUTE_MS = 60_000

async function openInbox() {
  const rows = [makeConversation(), makeConversation()]
  const model = makeGatewayModel(rows, [])
  const harness = makeHarness(model)
  const list = harness.inbox.list({ status: 'open' })
  harness.inbox.lists.enter(list)
  harness.inbox.start()
  await flush()
  const [first] = rows
  if (first === undefined) throw new Error('There are rows.')
  return { ...harness, model, list, first }
}

test('the stream opens from the seq of the first read, and is live once the gateway says hello', async () => {
  const { inbox, streams, emit, model } = await openInbox()
  expect(streams.map(({ url }) => url)).toEqual([`/v1/live?since=${model.asOf()}`])
  expect(inbox.live.state.get().state).toBe('connecting')
  emit({ type: 'hello', as_of: model.asOf() })
  expect(inbox.live.state.get().state).toBe('live')
})

test('after a break the stream resumes from the last event that was taken in', async () => {
  const { streams, emit, model, fireTimers, first, inbox } = await openInbox()
  model.receive(first.id)
  for (const event of model.events()) emit(event)
  streams.at(-1)?.handlers.onEnd(null)
  fireTimers()
  await flush()
  expect(streams.at(-1)?.url).toBe(`/v1/live?since=${model.asOf()}`)
  expect(inbox.live.state.get().state).toBe('connecting')
})

test('it is called offline when coming back failed, too', async () => {
  const { streams, fireTimers, inbox } = await openInbox()
  for (let times = 0; times < 2; times += 1) {
    streams.at(-1)?.handlers.onEnd(null)
    fireTimers()
    await flush()
  }
  expect(inbox.live.state.get().state).toBe('offline')
})

test('a stream without heartbeats is given up for a new one', async () => {
  const { streams, fireTimers, state } = await openInbox()
  state.now += SILENT_MS
  fireTimers()
  expect(streams.at(-1)?.open).toBe(true)
  state.now += 1
  fireTimers()
  expect(streams.at(-1)?.open).toBe(false)
  fireTimers()
  await flush()
  expect(streams).toHaveLength(2)
})

test('a heartbeat keeps a quiet stream', async () => {
  const { streams, fireTimers, state } = await openInbox()
  state.now += SILENT_MS
  streams.at(-1)?.handlers.onAlive()
  state.now += SILENT_MS
  fireTimers()
  expect(streams.at(-1)?.open).toBe(true)
})

test('after the computer slept, the gap is fetched by pages before the stream resumes', async () => {
  const { streams, fireTimers, state, model, first, inbox } = await openInbox()
  model.receive(first.id)
  state.now += 10 * MINUTE_MS
  fireTimers()
  fireTimers()
  await flush()
  expect(inbox.conversations.get(first.id)?.unread_count).toBe(1)
  expect(streams.at(-1)?.url).toBe(`/v1/live?since=${model.asOf()}`)
})

test('a tab hidden for a minute closes its stream, and catches up by pages when it is seen again', async () => {
  const { streams, fireTimers, setHidden, model, first, inbox } = await openInbox()
  setHidden(true)
  fireTimers(MINUTE_MS)
  expect(streams.at(-1)?.open).toBe(false)
  model.receive(first.id)
  setHidden(false)
  expect(inbox.live.state.get().state).toBe('catching_up')
  await flush()
  expect(inbox.conversations.get(first.id)?.unread_count).toBe(1)
  expect(streams.at(-1)).toMatchObject({ open: true, url: `/v1/live?since=${model.asOf()}` })
})

test('a tab that was hidden only for a moment goes on listening', async () => {
  const { streams, fireTimers, setHidden } = await openInbox()
  setHidden(true)
  setHidden(false)
  fireTimers(MINUTE_MS)
  fireTimers()
  await flush()
  expect(streams.filter(({ open }) => open)).toHaveLength(1)
})

test('a reload forgets everything and reads it anew', async () => {
  const { emit, model, first, inbox, list, streams } = await openInbox()
  model.receive(first.id)
  emit({ type: 'reload' })
  expect(list.snapshot().phase).toBe('loading')
  await flush()
  await flush()
  expect(list.snapshot().ids).toHaveLength(2)
  expect(inbox.conversations.get(first.id)?.unread_count).toBe(1)
  expect(streams.filter(({ open }) => open)).toHaveLength(1)
})

test('changes that are too old to replay lead to a reload', async () => {
  const { fireTimers, setHidden, model, first, inbox, list, state } = await openInbox()
  setHidden(true)
  fireTimers(MINUTE_MS)
  model.receive(first.id)
  state.changesExpired = true
  setHidden(false)
  await flush()
  expect(list.snapshot().phase).toBe('ready')
  expect(inbox.conversations.get(first.id)?.unread_count).toBe(1)
})

test('an event that cannot be read is counted and skipped', async () => {
  const { streams, inbox, model, first } = await openInbox()
  const handlers = streams.at(-1)?.handlers
  handlers?.onEvent('{"type":"conversation","seq":"soon"}')
  handlers?.onEvent('not json')
  model.receive(first.id)
  handlers?.onEvent(JSON.stringify(model.events().at(-1)))
  expect(inbox.live.unreadable()).toBe(2)
  expect(inbox.conversations.get(first.id)?.unread_count).toBe(1)
})

test('a read that is older than the stream has the stream begin again from there', async () => {
  const { inbox, model, streams } = await openInbox()
  inbox.takeRead([], model.asOf() - 7)
  expect(streams.filter(({ open }) => open).map(({ url }) => url)).toEqual([`/v1/live?since=${model.asOf() - 7}`])
})

test('a refused stream tells that the session has ended', async () => {
  const { streams } = await openInbox()
  streams.at(-1)?.handlers.onEnd(401)
  expect(sessionExpiry.get()).toBe(true)
  sessionExpiry.clear()
})

test('counts that come late never replace newer ones', async () => {
  const { emit, inbox, model } = await openInbox()
  emit({ type: 'counts', counts: { as_of: model.asOf() - 1, cells: [], closing: 0 } })
  expect(inbox.counts.count({ status: 'open' })).toBe(2)
})

test('a change of agents or connections reaches their queries', async () => {
  const { emit, queryClient } = await openInbox()
  const invalidate = vi.spyOn(queryClient, 'invalidateQueries')
  emit({ type: 'connections', connections: [] })
  emit({ type: 'agents' })
  expect(queryClient.getQueryData(['connections'])).toEqual([])
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ['agents'] })
})
