import { expect, test } from 'vitest'
import { assigneeOf, makeAgent } from '#mocks/builders/agent.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { flush, makeHarness } from '../inbox.harness.ts'

const rina = assigneeOf(makeAgent({ id: 'agt_rina', name: 'Rina' }))
const byRina = { type: 'agent' as const, id: rina.id, name: 'Rina' }

async function openList(count: number, pageSize: number) {
  const rows = Array.from({ length: count }, () => makeConversation())
  const model = makeGatewayModel(rows, [rina])
  const harness = makeHarness(model, { pageSize })
  const list = harness.inbox.list({ status: 'open' })
  harness.inbox.lists.enter(list)
  harness.inbox.start()
  await flush()
  const ids = rows.map(({ id }) => id)
  const told = async (act: () => void) => {
    const from = model.events().length
    act()
    for (const event of model.events().slice(from)) harness.emit(event)
    await flush()
  }
  const resolvedByRina = (id: string) =>
    told(() => void model.patch(id, { body: { status: 'resolved' }, ifMatch: null, actor: byRina, client: null }))
  return { ...harness, model, list, ids, told, resolvedByRina }
}

test('pages follow one another, and the end is known', async () => {
  const { list, ids } = await openList(5, 2)
  expect(list.snapshot()).toMatchObject({ phase: 'ready', ids: ids.slice(0, 2), hasMore: true })
  list.loadMore()
  await flush()
  list.loadMore()
  await flush()
  expect(list.snapshot()).toMatchObject({ ids, hasMore: false })
})

test('a list that nobody answered is read by itself as soon as the gateway is back', async () => {
  const { emit, inbox, model, state } = await openList(2, 2)
  state.isDown = true
  const other = inbox.list({ status: 'pending' })
  inbox.lists.enter(other)
  await flush()
  expect(other.snapshot().phase).toBe('error')
  state.isDown = false
  emit({ type: 'hello', as_of: model.asOf() })
  await flush()
  expect(other.snapshot().phase).toBe('ready')
})

test('a live row comes in only above the last loaded one', async () => {
  const { list, ids, told, model, inbox } = await openList(5, 2)
  const [, , , fourth = ''] = ids
  await told(
    () => void model.patch(fourth, { body: { assigned_to: rina.id }, ifMatch: null, actor: byRina, client: null }),
  )
  expect(inbox.conversations.get(fourth)?.assignee?.name).toBe('Rina')
  expect(list.snapshot().ids).toEqual(ids.slice(0, 2))
  await told(() => model.receive(fourth))
  expect(list.snapshot().ids).toEqual([fourth, ...ids.slice(0, 2)])
})

test('a page names a row that live events brought first, and it is shown once', async () => {
  const { list, ids, told, model } = await openList(5, 2)
  await told(() => model.receive(ids[3] ?? ''))
  list.loadMore()
  await flush()
  list.loadMore()
  await flush()
  const shown = list.snapshot().ids
  expect(new Set(shown).size).toBe(shown.length)
  expect(shown).toHaveLength(5)
})

test("a colleague's resolve stays in a held list, dimmed, and says who; applying takes it away", async () => {
  const { list, ids, resolvedByRina } = await openList(3, 10)
  const [first = ''] = ids
  list.hold('pointer', true)
  await resolvedByRina(first)
  expect(list.snapshot()).toMatchObject({ ids, pill: { fresh: 0, moved: 0, left: 1 } })
  expect(list.departure(first)).toMatchObject({ field: 'status', to: 'resolved', actor: { name: 'Rina' } })
  list.applyPill()
  expect(list.snapshot().ids).toEqual(ids.slice(1))
})

test('the hold ends when pointer and focus are both out', async () => {
  const { list, ids, resolvedByRina } = await openList(3, 10)
  list.hold('pointer', true)
  list.hold('focus', true)
  await resolvedByRina(ids[0] ?? '')
  list.hold('pointer', false)
  expect(list.snapshot().ids).toEqual(ids)
  list.hold('focus', false)
  expect(list.snapshot().ids).toEqual(ids.slice(1))
})

test('a conversation that the vendor no longer has stays in a held list and says so', async () => {
  const { list, ids, emit, model } = await openList(2, 10)
  const [first = ''] = ids
  list.hold('focus', true)
  emit({ type: 'removed', seq: model.asOf() + 1, id: first })
  expect(list.snapshot().ids).toEqual(ids)
  expect(list.departure(first)).toMatchObject({ field: 'removed', actor: { name: 'Toko Jakarta' } })
  list.hold('focus', false)
  expect(list.snapshot().ids).toEqual(ids.slice(1))
})

test('an event that changes nothing in a list makes no new snapshot', async () => {
  const { list, ids, told, model } = await openList(3, 10)
  const before = list.snapshot()
  await told(
    () =>
      void model.patch(ids[1] ?? '', { body: { assigned_to: rina.id }, ifMatch: null, actor: byRina, client: null }),
  )
  expect(list.snapshot()).toBe(before)
})

test('going back to a list that was left shows it as it is now', async () => {
  const { inbox, ids, resolvedByRina } = await openList(3, 10)
  const leave = inbox.lists.enter(inbox.list({ status: 'resolved' }))
  await flush()
  await resolvedByRina(ids[0] ?? '')
  expect(inbox.list({ status: 'resolved' }).snapshot().ids).toEqual([ids[0]])
  leave()
  expect(inbox.list({ status: 'open' }).snapshot().ids).toEqual(ids.slice(1))
})

test('a first page that fails is an error with a retry', async () => {
  const model = makeGatewayModel([makeConversation()], [])
  const { inbox } = makeHarness(model)
  const list = inbox.list({ status: 'open', q: 'x'.repeat(201) })
  const stop = list.subscribe(() => undefined)
  await flush()
  expect(list.snapshot()).toMatchObject({ phase: 'error', ids: [] })
  stop()
})

test('a list whose pages have left the cache reads again when it is looked at', async () => {
  const { inbox, queryClient, told, model, ids } = await openList(3, 10)
  const list = inbox.list({ status: 'pending' })
  const leave = list.subscribe(() => undefined)
  await flush()
  leave()
  queryClient.removeQueries({ queryKey: ['conversations', 'list', { status: 'pending' }] })
  await told(
    () => void model.patch(ids[0] ?? '', { body: { status: 'pending' }, ifMatch: null, actor: byRina, client: null }),
  )
  const stop = list.subscribe(() => undefined)
  await flush()
  expect(list.snapshot()).toMatchObject({ phase: 'ready', ids: [ids[0]] })
  expect(
    queryClient
      .getQueryCache()
      .find({ queryKey: ['conversations', 'list', { status: 'pending' }] })
      ?.isActive(),
  ).toBe(true)
  stop()
})
