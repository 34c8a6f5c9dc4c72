import { expect, test } from 'vitest'
import type { Conversation } from '#contract/conversation.ts'
import { assigneeOf, makeAgent } from '#mocks/builders/agent.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { flush, makeHarness } from '../inbox.harness.ts'
import type { Fate } from '../inbox.harness.ts'

const maya = { id: 'agt_me', name: 'Maya', email: 'maya@example.com' }
const rina = assigneeOf(makeAgent({ id: 'agt_rina', name: 'Rina' }))
const byRina = { type: 'agent' as const, id: rina.id, name: 'Rina' }

async function openInbox(rows: readonly Conversation[]) {
  const model = makeGatewayModel(rows, [maya, rina])
  const harness = makeHarness(model)
  const list = harness.inbox.list({ status: 'open' })
  harness.inbox.lists.enter(list)
  harness.inbox.start()
  await flush()
  list.hold('focus', true)
  const meet = async (fate: Fate, at = 0) => {
    harness.patches[at]?.meet(fate)
    await flush()
  }
  const rinaDoes = (id: string, body: { status?: Conversation['status']; assigned_to?: string | null }) =>
    model.patch(id, { body, ifMatch: null, actor: byRina, client: null })
  return { ...harness, model, list, meet, rinaDoes }
}

const ana = () =>
  makeConversation({ id: 'ana', contact: { name: 'Ana' }, version: 1, last_message_at: '2026-11-20T08:03:00.000Z' })
const budi = () =>
  makeConversation({ id: 'budi', contact: { name: 'Budi' }, version: 2, last_message_at: '2026-11-20T08:02:00.000Z' })
const citra = () =>
  makeConversation({ id: 'citra', contact: { name: 'Citra' }, version: 3, last_message_at: '2026-11-20T08:01:00.000Z' })

test('a resolve leaves the list and hands over to the next row before anything is sent', async () => {
  const { inbox, list, patches } = await openInbox([ana(), budi(), citra()])
  inbox.selection.activate('ana')
  inbox.setStatus(['ana'], 'resolved')
  expect(patches).toHaveLength(0)
  expect(list.snapshot().ids).toEqual(['budi', 'citra'])
  expect(inbox.selection.activeId()).toBe('budi')
  expect(inbox.toasts.announcement()?.message).toEqual({
    key: 'done.resolved_next',
    values: { count: 1, name: 'Ana', next: 'Budi' },
  })
})

test('a resolve of the last row hands over to the one above, and of the only row to nobody', async () => {
  const { inbox } = await openInbox([ana(), budi()])
  inbox.selection.activate('budi')
  inbox.setStatus(['budi'], 'resolved')
  expect(inbox.selection.activeId()).toBe('ana')
  inbox.setStatus(['ana'], 'resolved')
  expect(inbox.selection.activeId()).toBeNull()
})

test('of two ops on two rows one is refused: the other stays', async () => {
  const { inbox, list, meet } = await openInbox([ana(), budi(), citra()])
  inbox.setStatus(['ana'], 'resolved')
  inbox.setStatus(['budi'], 'resolved')
  await flush()
  await meet('refused')
  expect(list.snapshot().ids).toEqual(['ana', 'citra'])
  expect(inbox.conversations.get('budi')?.status).toBe('resolved')
  expect(inbox.conversations.opState('budi')).toBe('sending')
  expect(inbox.toasts.list().at(-1)?.kind).toBe('refused')
  await meet('answered')
  expect(list.snapshot().ids).toEqual(['ana', 'citra'])
})

test("a refusal takes back its op and leaves a colleague's event that landed in between", async () => {
  const { inbox, meet, model, rinaDoes, emit } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'resolved')
  await flush()
  rinaDoes('ana', { assigned_to: rina.id })
  for (const event of model.events()) emit(event)
  await meet('refused')
  expect(inbox.conversations.get('ana')).toMatchObject({ status: 'open', assignee: { name: 'Rina' } })
})

test('an op that found no network stays, is marked, and goes out later', async () => {
  const { inbox, meet, fireTimers, state, model } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'resolved')
  await flush()
  await meet('lost')
  expect(inbox.conversations.opState('ana')).toBe('retrying')
  expect(inbox.conversations.get('ana')?.status).toBe('resolved')
  expect(state.asksBeforeUnload()).toBe(true)
  fireTimers()
  await flush()
  await meet('answered')
  expect(inbox.conversations.opState('ana')).toBe('none')
  expect(state.asksBeforeUnload()).toBe(false)
  expect(model.get('ana').status).toBe('resolved')
})

test('an engine that was stopped sends nothing, and what waits when it is started again', async () => {
  const { inbox, patches } = await openInbox([ana()])
  inbox.stop()
  inbox.setStatus(['ana'], 'resolved')
  await flush()
  expect(patches).toHaveLength(0)
  inbox.start()
  await flush()
  expect(patches).toHaveLength(1)
})

test('waiting ops go out at once when the stream is live again', async () => {
  const { inbox, meet, patches, emit } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'resolved')
  await flush()
  await meet('busy')
  expect(patches).toHaveLength(0)
  emit({ type: 'hello', as_of: 3 })
  await flush()
  expect(patches).toHaveLength(1)
})

test('the first op names the version that the agent saw, a queued one the version that the reply returned', async () => {
  const { inbox, meet, patches, model } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'resolved')
  inbox.setStatus(['ana'], 'pending')
  await flush()
  expect(patches.map(({ ifMatch }) => ifMatch)).toEqual([1])
  await meet('answered')
  expect(patches.map(({ ifMatch }) => ifMatch)).toEqual([model.get('ana').version])
})

test('a queued op does not overwrite what a colleague did unseen behind the first', async () => {
  const { inbox, meet, rinaDoes, model } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'pending')
  inbox.assign(['ana'], maya)
  await flush()
  rinaDoes('ana', { assigned_to: rina.id })
  await meet('answered')
  await meet('answered')
  expect(model.get('ana').assignee?.name).toBe('Rina')
  expect(inbox.conversations.get('ana')).toMatchObject({ status: 'pending', assignee: { name: 'Rina' } })
  expect(inbox.toasts.list().at(-1)).toMatchObject({ kind: 'conflict', message: { key: 'conflict.assigned' } })
})

test('a conflict shows who won, and taking over applies the act to the new version', async () => {
  const { inbox, meet, rinaDoes, model } = await openInbox([ana()])
  inbox.assign(['ana'], maya)
  await flush()
  rinaDoes('ana', { assigned_to: rina.id })
  await meet('answered')
  expect(inbox.conversations.get('ana')?.assignee?.name).toBe('Rina')
  const toast = inbox.toasts.list().at(-1)
  expect(toast?.message.values).toMatchObject({ who: 'Rina', name: 'Ana' })
  toast?.action?.run?.()
  await flush()
  await meet('answered')
  expect(model.get('ana').assignee?.name).toBe('Maya')
  expect(inbox.toasts.list().some(({ kind }) => kind === 'conflict')).toBe(false)
})

test('an undo returns the row to its old place and is sent as an act of its own', async () => {
  const { inbox, list, meet, model } = await openInbox([ana(), budi(), citra()])
  inbox.selection.activate('budi')
  inbox.setStatus(['budi'], 'resolved')
  await flush()
  await meet('answered')
  inbox.undo()
  expect(list.snapshot().ids).toEqual(['ana', 'budi', 'citra'])
  expect(inbox.selection.activeId()).toBe('budi')
  await flush()
  await meet('answered')
  expect(model.get('budi').status).toBe('open')
})

test('an undo does not overwrite what a colleague made of it since', async () => {
  const { inbox, meet, model, rinaDoes, emit } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'resolved')
  await flush()
  await meet('answered')
  rinaDoes('ana', { status: 'pending' })
  for (const event of model.events()) emit(event)
  inbox.undo()
  await flush()
  await meet('answered')
  expect(model.get('ana').status).toBe('pending')
  expect(inbox.conversations.get('ana')?.status).toBe('pending')
  expect(inbox.toasts.list().at(-1)?.kind).toBe('conflict')
})

test('one undo takes back a whole act on many rows', async () => {
  const { inbox, list } = await openInbox([ana(), budi(), citra()])
  inbox.selection.selectAllLoaded()
  inbox.setStatus(inbox.selection.targets(), 'resolved')
  expect(list.snapshot().ids).toEqual([])
  expect(inbox.selection.count()).toBe(0)
  inbox.undo()
  expect(list.snapshot().ids).toEqual(['ana', 'budi', 'citra'])
  expect(inbox.canUndo()).toBe(false)
})

test('an act that changes nothing sends nothing and cannot be undone', async () => {
  const { inbox, patches } = await openInbox([ana()])
  inbox.setStatus(['ana'], 'open')
  inbox.assign(['ana'], null)
  await flush()
  expect(patches).toHaveLength(0)
  expect(inbox.canUndo()).toBe(false)
})

test('acts on many rows go out a few at a time', async () => {
  const rows = Array.from({ length: 20 }, () => makeConversation())
  const { inbox, patches, meet } = await openInbox(rows)
  inbox.setStatus(
    rows.map(({ id }) => id),
    'resolved',
  )
  await flush()
  expect(patches).toHaveLength(4)
  await meet('answered')
  expect(patches).toHaveLength(4)
})

test('an act on another row leaves the selection alone', async () => {
  const { inbox } = await openInbox([ana(), budi()])
  inbox.selection.toggle('ana')
  inbox.assign(['budi'], maya)
  expect(inbox.selection.targets()).toEqual(['ana'])
})
