import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Conversation, ConversationPatch } from '#contract/conversation.ts'
import { assigneeOf, makeAgent } from '#mocks/builders/agent.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { flush, makeHarness } from '../inbox.harness.ts'
import type { Fate } from '../inbox.harness.ts'
import { applyOps } from './overlay.ts'
import type { Op } from './overlay.ts'

const maya = { id: 'agt_me', name: 'Maya', email: 'maya@example.com' }
const rina = assigneeOf(makeAgent({ id: 'agt_rina', name: 'Rina' }))
const colleague = { type: 'agent' as const, id: rina.id, name: 'Rina' }
const people = [maya, rina]

type Step =
  | { type: 'status'; row: number; status: Conversation['status'] }
  | { type: 'assign'; row: number; person: number }
  | { type: 'star'; row: number; starred: boolean }
  | { type: 'unread'; row: number }
  | { type: 'undo' }
  | { type: 'answer'; at: number; fate: Fate }
  | { type: 'colleague'; row: number; body: ConversationPatch }
  | { type: 'customer'; row: number }
  | { type: 'event'; at: number }
  | { type: 'wait' }
  | { type: 'hold'; on: boolean }

const row = fc.nat({ max: 1 })
const status = fc.constantFrom<Conversation['status']>('open', 'pending', 'resolved')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('status' as const), row, status }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('assign' as const), row, person: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('star' as const), row, starred: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('unread' as const), row }) },
  { weight: 2, arbitrary: fc.constant({ type: 'undo' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('answer' as const),
      at: fc.nat({ max: 3 }),
      fate: fc.constantFrom<Fate>('answered', 'answered', 'refused', 'lost', 'unheard', 'busy'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('colleague' as const),
      row,
      body: fc.oneof(
        fc.record({ status }),
        fc.record({ assigned_to: fc.constantFrom(null, maya.id, rina.id) }),
        fc.record({ starred: fc.boolean() }),
        fc.record({ unread_count: fc.constantFrom<0 | 1>(0, 1) }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('customer' as const), row }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('event' as const), at: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: fc.constant({ type: 'wait' as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('hold' as const), on: fc.boolean() }) },
)

async function openInbox() {
  const rows = [makeConversation(), makeConversation()]
  const model = makeGatewayModel(rows, people)
  const harness = makeHarness(model)
  const list = harness.inbox.list({ status: 'open' })
  harness.inbox.lists.enter(list)
  harness.inbox.start()
  await flush()
  return { ...harness, model, list, ids: rows.map(({ id }) => id) }
}

/** What the page was ever told and has not been answered: what the screen must show, told apart from how the engine does it. */
function makeOracle(initial: readonly Conversation[]) {
  const known = new Map(initial.map((conversation) => [conversation.id, conversation]))
  const pending = new Map<string, Op[]>()
  return {
    learn(conversation: Conversation) {
      if (conversation.version > (known.get(conversation.id)?.version ?? -1)) known.set(conversation.id, conversation)
    },
    began: (op: Op) => void pending.set(op.conversationId, [...(pending.get(op.conversationId) ?? []), op]),
    ended: (id: string) => pending.get(id)?.shift(),
    first: (id: string) => pending.get(id)?.[0],
    screen: (id: string) => {
      const base = known.get(id)
      return base === undefined ? undefined : applyOps(base, pending.get(id) ?? [])
    },
  }
}

test(
  'any interleaving of acts, replies and events ends with the screen equal to the gateway',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { inbox, model, list, ids, patches, emit, fireTimers } = await openInbox()
        const oracle = makeOracle(model.all())
        const idAt = (at: number) => ids[at] ?? ''
        const known = (act: () => void) => {
          const before = new Set(ids.flatMap((id) => inbox.conversations.opsOf(id).map((op) => op.id)))
          act()
          for (const id of ids) for (const op of inbox.conversations.opsOf(id)) if (!before.has(op.id)) oracle.began(op)
        }

        function meet(at: number, fate: Fate): void {
          const patch = patches[at % Math.max(1, patches.length)]
          if (patch === undefined) return
          const op = oracle.first(patch.id)
          const before = model.get(patch.id)
          const stamps = { status: model.stamp(patch.id, 'status'), assignee: model.stamp(patch.id, 'assignee') }
          patch.meet(fate)
          const after = model.get(patch.id)
          if (fate === 'answered' || fate === 'refused') oracle.ended(patch.id)
          if (fate === 'answered') oracle.learn(after)
          if (after.version === before.version || op === undefined) return
          // Nothing that a colleague did and the agent never saw is ever overwritten.
          for (const field of ['status', 'assignee'] as const) {
            if (op.patch[field] === undefined || stamps[field].actor !== colleague.id) continue
            const seen = stamps[field].seq <= op.baseVersion || same(before[field], op.from[field])
            expect(seen, `${field} of ${patch.id} was overwritten unseen`).toBe(true)
          }
        }

        for (const now of steps) {
          if (now.type === 'status') known(() => inbox.setStatus([idAt(now.row)], now.status))
          if (now.type === 'assign') known(() => inbox.assign([idAt(now.row)], people[now.person] ?? null))
          if (now.type === 'star') known(() => inbox.star([idAt(now.row)], now.starred))
          if (now.type === 'unread') known(() => inbox.markUnread([idAt(now.row)]))
          if (now.type === 'undo') known(() => inbox.undo())
          if (now.type === 'answer') meet(now.at, now.fate)
          if (now.type === 'colleague') {
            model.patch(idAt(now.row), { body: now.body, ifMatch: null, actor: colleague, client: null })
          }
          if (now.type === 'customer') model.receive(idAt(now.row))
          if (now.type === 'event') {
            const event = model.events()[now.at % Math.max(1, model.events().length)]
            if (event !== undefined) {
              emit(event)
              oracle.learn(event.conversation)
            }
          }
          if (now.type === 'wait') fireTimers()
          if (now.type === 'hold') list.hold('pointer', now.on)
          await flush()
          for (const id of ids) expect(inbox.conversations.get(id)).toEqual(oracle.screen(id))
          // One at a time, and in order.
          expect(new Set(patches.map((patch) => patch.id)).size).toBe(patches.length)
          for (const patch of patches) expect(patch.body).toEqual(bodyOf(oracle.first(patch.id)))
        }

        while (inbox.conversations.unsent() > 0) {
          fireTimers()
          await flush()
          while (patches.length > 0) {
            meet(0, 'answered')
            await flush()
          }
        }
        for (const event of model.events()) emit(event)
        await flush()
        for (const id of ids) expect(inbox.conversations.get(id)).toEqual(model.get(id))
        list.hold('pointer', false)
        const truth = model.all().filter((conversation) => conversation.status === 'open')
        expect(list.snapshot().ids).toEqual(truth.map(({ id }) => id))
        for (const status of ['open', 'pending', 'resolved'] as const) {
          expect(inbox.counts.count({ status })).toBe(model.all().filter((row) => row.status === status).length)
        }
        const starred = model.all().filter((row) => row.starred)
        expect(inbox.counts.count({ starred: 'true' })).toBe(starred.length)
        const waiting = truth.filter(({ assignee, unread_count }) => assignee?.id !== rina.id && unread_count > 0)
        expect(inbox.counts.unread()).toBe(waiting.length)
        inbox.stop()
      }),
      { numRuns: 250 },
    )
  },
)

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function bodyOf(op: Op | undefined): unknown {
  if (op === undefined) return undefined
  const { status, assignee, starred, unread_count } = op.patch
  return {
    ...(status === undefined ? {} : { status }),
    ...(assignee === undefined ? {} : { assigned_to: assignee?.id ?? null }),
    ...(starred === undefined ? {} : { starred }),
    ...(unread_count === undefined ? {} : { unread_count }),
  }
}
