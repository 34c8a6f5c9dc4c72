import { expect, test } from 'vitest'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { Conversation } from '#contract/conversation.ts'
import { CLOSING_SOON_MS } from '#contract/window.ts'
import { assigneeOf, makeAgent } from '#mocks/builders/agent.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { flush, makeHarness } from '../inbox.harness.ts'

const START = Date.UTC(2026, 10, 20, 9)
const SECOND = 1000
const closingSoon = { status: 'open', window: 'closing', sort: 'window' } as const
const maya = assigneeOf(makeAgent({ id: 'agt_me', name: 'Maya' }))

/** A conversation whose window closes so long after the start of the test. */
function closesIn(ms: number, columns: Partial<Conversation> = {}): Conversation {
  const lastInbound = new Date(START + ms - 24 * 3600 * SECOND).toISOString()
  return makeConversation({ last_inbound_at: lastInbound, last_message_at: lastInbound, ...columns })
}

async function openAt(rows: readonly Conversation[], search: ConversationSearch = closingSoon, pageSize = 100) {
  const model = makeGatewayModel(rows, [maya])
  const harness = makeHarness(model, { pageSize })
  harness.state.now = START
  const list = harness.inbox.list(search)
  harness.inbox.lists.enter(list)
  harness.inbox.start()
  await flush()
  const after = async (ms: number) => {
    harness.state.now = START + ms
    harness.fireTimers(Number.POSITIVE_INFINITY)
    await flush()
  }
  return { ...harness, model, list, after }
}

test('what closes soon is shown the soonest first, and time alone lets rows in and out', async () => {
  const [closes, stays, turns, far] = [
    closesIn(5 * SECOND),
    closesIn(60 * SECOND),
    closesIn(CLOSING_SOON_MS + 10 * SECOND),
    closesIn(2 * CLOSING_SOON_MS),
  ] as const
  const { list, after } = await openAt([far, turns, closes, stays])
  expect(list.snapshot().ids).toEqual([closes.id, stays.id])
  await after(6 * SECOND)
  expect(list.snapshot().ids).toEqual([stays.id])
  await after(11 * SECOND)
  expect(list.snapshot().ids).toEqual([stays.id, turns.id])
})

test('while the list is held, a row whose window closed stays dimmed and a new one waits in the pill', async () => {
  const [closes, turns] = [closesIn(5 * SECOND, { assignee: maya }), closesIn(CLOSING_SOON_MS + 5 * SECOND)] as const
  const { list, after } = await openAt([closes, turns])
  list.hold('pointer', true)
  await after(6 * SECOND)
  expect(list.snapshot()).toMatchObject({ ids: [closes.id], pill: { fresh: 1, moved: 0, left: 1 } })
  expect(list.departure(closes.id)).toMatchObject({ field: 'details', actor: { type: 'system' } })
  list.hold('pointer', false)
  expect(list.snapshot().ids).toEqual([turns.id])
})

test('nobody is named for what the clock did, though somebody had assigned the conversation before', async () => {
  const row = closesIn(5 * SECOND)
  const { list, after, model, emit } = await openAt([row], { ...closingSoon, assignee: 'agt_me' })
  const actor = { type: 'agent' as const, id: 'agt_rina', name: 'Rina' }
  model.patch(row.id, { body: { assigned_to: maya.id }, ifMatch: null, actor, client: null })
  for (const event of model.events()) emit(event)
  expect(list.snapshot().ids).toEqual([row.id])
  list.hold('focus', true)
  await after(6 * SECOND)
  expect(list.departure(row.id)).toMatchObject({ field: 'details', actor: { name: '' } })
})

test('rows that no list had read come in when it is their time, however many pages of them there are', async () => {
  const rows = [1, 2, 3, 4].map((place) => closesIn(CLOSING_SOON_MS + place * SECOND))
  const { list, after, inbox } = await openAt(rows, closingSoon, 2)
  expect(list.snapshot().ids).toEqual([])
  expect(inbox.conversations.base.size()).toBe(2)
  for (const [place, row] of rows.entries()) {
    await after((place + 1) * SECOND + 500)
    expect(list.snapshot().ids.at(-1)).toBe(row.id)
  }
  expect(list.snapshot().ids).toHaveLength(4)
})

test('a customer who writes opens the window, and the row leaves', async () => {
  const row = closesIn(60 * SECOND)
  const { list, model, emit } = await openAt([row])
  model.edit(row.id, {
    last_inbound_at: new Date(START).toISOString(),
    window_closes_at: new Date(START + 24 * 3600 * SECOND).toISOString(),
  })
  for (const event of model.events()) emit(event)
  expect(list.snapshot().ids).toEqual([])
})

test('sorted by window, a live row comes in only above the last loaded one', async () => {
  const rows = [1, 2, 3, 4].map((hours) => closesIn(hours * 3600 * SECOND))
  const { list, model, emit } = await openAt(rows, { status: 'open', sort: 'window' }, 2)
  const [first, second, , fourth] = rows.map(({ id }) => id)
  model.patch(fourth ?? '', {
    body: { assigned_to: maya.id },
    ifMatch: null,
    actor: { type: 'agent', id: 'agt_rina', name: 'Rina' },
    client: null,
  })
  for (const event of model.events()) emit(event)
  expect(list.snapshot()).toMatchObject({ ids: [first, second], hasMore: true })
})

test('sorted by window, a conversation goes to the end when its window closes', async () => {
  const rows = [closesIn(5 * SECOND), closesIn(60 * SECOND), closesIn(-60 * SECOND)]
  const [closes, open, closed] = rows.map(({ id }) => id)
  const { list, after } = await openAt(rows, { status: 'open', sort: 'window' })
  expect(list.snapshot().ids).toEqual([closes, open, closed])
  await after(6 * SECOND)
  expect(list.snapshot().ids).toEqual([open, closes, closed])
})

test('the count of what closes soon follows an act at once and the gateway when only time has passed', async () => {
  const [first, second] = [closesIn(5 * SECOND), closesIn(60 * SECOND)] as const
  const { inbox, model, emit } = await openAt([first, second])
  expect(inbox.counts.closing()).toBe(2)
  inbox.setStatus([second.id], 'resolved')
  expect(inbox.counts.closing()).toBe(1)
  emit({ type: 'counts', counts: { as_of: model.asOf(), cells: [], closing: 1 } })
  expect(inbox.counts.closing()).toBe(0)
})

test('a count at its cap stays there, whatever is known of a few', async () => {
  const row = closesIn(60 * SECOND)
  const { inbox, model, emit } = await openAt([row])
  emit({ type: 'counts', counts: { as_of: model.asOf(), cells: [], closing: 100 } })
  inbox.setStatus([row.id], 'resolved')
  expect(inbox.counts.closing()).toBe(100)
})
