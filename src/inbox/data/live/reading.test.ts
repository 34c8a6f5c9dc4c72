import { expect, test } from 'vitest'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import type { BrowserPort } from '../browser-port.ts'
import { createConversationStore } from '../acts/conversation-store.ts'
import { flush, makeHarness } from '../inbox.harness.ts'
import { createReading } from './reading.ts'

const at = (second: number) => new Date(second * 1000).toISOString()

/** A desk with two unread conversations and a clock that the test moves. */
function makeDesk({ isLoaded = () => true }: { isLoaded?: (id: string) => boolean } = {}) {
  const ana = makeConversation({ unread_count: 2, version: 1, last_inbound_at: at(1) })
  const budi = makeConversation({ unread_count: 1, version: 1, last_inbound_at: at(1) })
  const store = createConversationStore()
  store.transact((write) => [ana, budi].forEach((row) => write.take(row)))
  const timers = new Map<() => void, number>()
  const listeners = new Set<() => void>()
  const state = { now: 0, hidden: false, focused: true }
  const listen = (run: () => void) => {
    listeners.add(run)
    return () => void listeners.delete(run)
  }
  const browser: Parameters<typeof createReading>[0]['browser'] = {
    setTimer(run, ms) {
      const timer = () => run()
      timers.set(timer, state.now + ms)
      return () => void timers.delete(timer)
    },
    isHidden: () => state.hidden,
    isFocused: () => state.focused,
    onVisibility: listen,
    onFocus: listen,
  } satisfies Partial<BrowserPort>
  const read: string[] = []
  let version = 1
  const put = (id: string, change: Partial<typeof ana>) => {
    version += 1
    const next = { ...(store.get(id) ?? ana), ...change, version }
    store.transact((write) => write.take(next))
  }
  const reading = createReading({
    store,
    browser,
    isLoaded,
    read(id) {
      read.push(id)
      put(id, { unread_count: 0 })
    },
  })
  const pass = (ms: number) => {
    state.now += ms
    for (const [run, due] of timers) {
      if (due > state.now) continue
      timers.delete(run)
      run()
    }
  }
  const turn = (change: Partial<typeof state>) => {
    Object.assign(state, change)
    for (const run of listeners) run()
  }
  let second = 1
  const receive = (id: string) => {
    second += 1
    put(id, { last_inbound_at: at(second), unread_count: (store.get(id)?.unread_count ?? 0) + 1 })
  }
  return { ana: ana.id, budi: budi.id, reading, read, put, pass, turn, receive, timers, listeners }
}

test('a conversation is read after a second on the screen, and not before', () => {
  const { reading, ana, read, pass } = makeDesk()
  reading.open(ana)
  pass(999)
  expect(read).toEqual([])
  pass(1)
  expect(read).toEqual([ana])
})

test('one that is left earlier stays unread, and the one that came after it is read by its own id', () => {
  const { reading, ana, budi, read, pass } = makeDesk()
  const leave = reading.open(ana)
  pass(900)
  leave()
  reading.open(budi)
  pass(900)
  expect(read).toEqual([])
  pass(100)
  expect(read).toEqual([budi])
})

test('a hidden page reads nothing, and the second begins anew when it is seen', () => {
  const { reading, ana, read, pass, turn } = makeDesk()
  reading.open(ana)
  pass(900)
  turn({ hidden: true })
  pass(5000)
  turn({ hidden: false })
  pass(900)
  expect(read).toEqual([])
  pass(100)
  expect(read).toEqual([ana])
})

test('a message that comes while it is open is read after a second of its own', () => {
  const { reading, ana, read, pass, receive } = makeDesk()
  reading.open(ana)
  pass(1000)
  receive(ana)
  pass(600)
  receive(ana)
  pass(600)
  expect(read).toEqual([ana])
  pass(400)
  expect(read).toEqual([ana, ana])
})

test('a message that comes while the agent is at another window waits for the agent', () => {
  const { reading, ana, read, pass, receive, turn } = makeDesk()
  reading.open(ana)
  pass(1000)
  turn({ focused: false })
  receive(ana)
  pass(5000)
  expect(read).toEqual([ana])
  turn({ focused: true })
  pass(1000)
  expect(read).toEqual([ana, ana])
})

test('what the agent marked unread stays so while it is open, whatever comes, until it is opened again', () => {
  const { reading, ana, budi, read, put, pass, receive } = makeDesk()
  const leave = reading.open(ana)
  pass(500)
  reading.keepUnread([ana, budi])
  pass(5000)
  receive(ana)
  put(ana, { preview: null })
  pass(5000)
  expect(read).toEqual([])
  leave()
  reading.open(ana)
  pass(1000)
  expect(read).toEqual([ana])
})

test('a mark that was taken back keeps nothing unread any more', () => {
  const { reading, ana, read, put, pass, receive } = makeDesk()
  reading.open(ana)
  pass(1000)
  put(ana, { unread_count: 1 })
  reading.keepUnread([ana])
  put(ana, { unread_count: 0 })
  receive(ana)
  pass(1000)
  expect(read).toEqual([ana, ana])
})

test('what a colleague marks unread meanwhile is left so', () => {
  const { reading, ana, read, put, pass } = makeDesk()
  reading.open(ana)
  pass(1000)
  put(ana, { unread_count: 1 })
  pass(5000)
  expect(read).toEqual([ana])
})

test('nothing is read before its messages are there', () => {
  let loaded = false
  const { reading, ana, read, pass } = makeDesk({ isLoaded: () => loaded })
  reading.open(ana)
  pass(3000)
  expect(read).toEqual([])
  loaded = true
  pass(1000)
  expect(read).toEqual([ana])
})

test('leaving leaves nothing behind', () => {
  const { reading, ana, timers, listeners } = makeDesk()
  reading.open(ana)()
  expect([timers.size, listeners.size]).toEqual([0, 0])
})

async function openInbox(unread_count: number) {
  const ana = makeConversation({ unread_count })
  const model = makeGatewayModel([ana], [])
  const harness = makeHarness(model)
  const list = harness.inbox.list({ status: 'open' })
  harness.inbox.lists.enter(list)
  harness.inbox.start()
  await flush()
  const shown = () => harness.inbox.conversations.get(ana.id)?.unread_count
  return { ...harness, model, id: ana.id, shown }
}

test('marking unread shows in the same frame, counts, and can be undone', async () => {
  const { inbox, id, shown, patches } = await openInbox(0)
  expect([shown(), inbox.counts.unread()]).toEqual([0, 0])
  inbox.markUnread([id])
  expect([shown(), inbox.counts.unread()]).toEqual([1, 1])
  await flush()
  expect(patches.map(({ body }) => body)).toEqual([{ unread_count: 1 }])
  patches[0]?.meet('answered')
  await flush()
  inbox.undo()
  expect([shown(), inbox.counts.unread()]).toEqual([0, 0])
  await flush()
  expect(patches.map(({ body }) => body)).toEqual([{ unread_count: 0 }])
})

test('a mark that the gateway refuses goes back, and the agent is told', async () => {
  const { inbox, id, shown, patches } = await openInbox(0)
  inbox.markUnread([id])
  await flush()
  patches[0]?.meet('refused')
  await flush()
  expect(shown()).toBe(0)
  expect(inbox.toasts.list().map(({ kind }) => kind)).toContain('refused')
  expect(inbox.canUndo()).toBe(false)
})

test('a conversation that was on the screen for a second is read without a word', async () => {
  const { inbox, id, shown, patches, queryClient, fireTimers } = await openInbox(2)
  queryClient.setQueryData(['conversations', 'messages', id], { pages: [], pageParams: [] })
  inbox.reading.open(id)
  fireTimers(1000)
  expect([shown(), inbox.counts.unread()]).toEqual([0, 0])
  expect([inbox.toasts.list(), inbox.canUndo()]).toEqual([[], false])
  await flush()
  expect(patches.map(({ body }) => body)).toEqual([{ unread_count: 0 }])
})

test('a message that crosses a reading on its way stays unread', async () => {
  const { inbox, id, shown, patches, queryClient, fireTimers, model } = await openInbox(2)
  queryClient.setQueryData(['conversations', 'messages', id], { pages: [], pageParams: [] })
  const leave = inbox.reading.open(id)
  fireTimers(1000)
  leave()
  await flush()
  model.receive(id)
  patches[0]?.meet('answered')
  await flush()
  expect(shown()).toBe(3)
})
