import { expect, test } from 'vitest'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeCounts } from '#mocks/builders/counts.ts'
import { cellOf, countOf, recount, unreadOf } from './counts-overlay.ts'

const open = makeConversation({ status: 'open', unread_count: 2 })
const resolved = { ...open, status: 'resolved' as const, version: open.version + 1 }
const counts = makeCounts([open], open.version)
const stage = (conversation: typeof open) => ({ version: conversation.version, cell: cellOf(conversation) })

test('an unsettled act counts at once, where it leads and where it came from', () => {
  const cells = recount(counts, [{ stages: [stage(open)], shown: cellOf(resolved) }])
  expect(countOf(cells, { status: 'open' }, null)).toBe(0)
  expect(countOf(cells, { status: 'resolved' }, null)).toBe(1)
})

test('an act that settled counts once, whether the counts know it yet or not', () => {
  const recounts = [{ stages: [stage(open), stage(resolved)], shown: cellOf(resolved) }]
  expect(countOf(recount(counts, recounts), { status: 'resolved' }, null)).toBe(1)
  const later = makeCounts([resolved], resolved.version)
  expect(countOf(recount(later, recounts), { status: 'resolved' }, null)).toBe(1)
})

test('a conversation whose old cell nobody knows stays as counted', () => {
  const cells = recount(counts, [{ stages: [stage(resolved)], shown: cellOf(resolved) }])
  expect(countOf(cells, {}, null)).toBe(1)
})

test('one that was removed is counted no more', () => {
  expect(countOf(recount(counts, [{ stages: [stage(open)], shown: null }]), {}, null)).toBe(0)
})

test('counts cannot tell what a search by words or by contact finds', () => {
  expect(countOf(counts.cells, { q: 'ana' }, null)).toBeNull()
  expect(countOf(counts.cells, { contact_id: 'ctc_1' }, null)).toBeNull()
  expect(countOf(counts.cells, { q: '  ' }, null)).toBe(1)
})

test("unread are open conversations of mine or nobody's", () => {
  const unread = { unread_count: 1 }
  const cells = makeCounts(
    [
      makeConversation(unread),
      makeConversation({ ...unread, assignee: { id: 'agt_me', name: null, email: null } }),
      makeConversation({ ...unread, assignee: { id: 'agt_rina', name: null, email: null } }),
      makeConversation({ ...unread, status: 'pending' }),
      makeConversation(),
    ],
    1,
  ).cells
  expect(unreadOf(cells, 'agt_me')).toBe(2)
})

test('an account is found by its digits however it is written', () => {
  expect(countOf(counts.cells, { account: '+6285117602334' }, null)).toBe(1)
  expect(countOf(counts.cells, { account: '6285117602334' }, null)).toBe(1)
})
