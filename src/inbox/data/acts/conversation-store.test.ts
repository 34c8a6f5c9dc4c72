import { expect, test, vi } from 'vitest'
import { makeChange } from '#mocks/builders/live.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { createConversationStore } from './conversation-store.ts'
import type { Changed } from './conversation-store.ts'
import type { Op } from './overlay.ts'

const opOn = (conversationId: string): Op => ({
  id: `op_${conversationId}`,
  conversationId,
  patch: { status: 'resolved' },
  from: { status: 'open' },
  baseVersion: 1,
  at: 0,
})

test('writing the base and taking the op off are one notification', () => {
  const store = createConversationStore()
  const before = makeConversation({ id: 'a', version: 1 })
  const op = opOn('a')
  store.transact((write) => {
    write.take(before)
    write.addOp(op)
  })
  const wake = vi.fn<() => void>()
  store.subscribe('a', () => {
    wake()
    expect(store.get('a')).toMatchObject({ status: 'resolved', version: 2 })
  })
  store.transact((write) => {
    write.take({ ...before, status: 'resolved', version: 2 })
    write.removeOp(op, 'others')
  })
  expect(wake).toHaveBeenCalledOnce()
})

test('a change wakes nobody but its own row', () => {
  const store = createConversationStore()
  const wake = vi.fn<(id: string) => void>()
  for (const id of ['a', 'b']) store.subscribe(id, () => wake(id))
  store.transact((write) => write.take(makeConversation({ id: 'a' })))
  expect(wake.mock.calls).toEqual([['a']])
})

test('what is shown is the same object until it changes', () => {
  const store = createConversationStore()
  store.transact((write) => {
    write.take(makeConversation({ id: 'a' }))
    write.addOp(opOn('a'))
  })
  const shown = store.get('a')
  store.transact((write) => write.take(makeConversation({ id: 'b' })))
  expect(store.get('a')).toBe(shown)
})

test('the most personal cause of a round is told', () => {
  const store = createConversationStore()
  const rounds: Changed[] = []
  store.onChange((changed) => rounds.push(changed))
  store.transact((write) => {
    write.addOp(opOn('a'))
    write.take(makeConversation({ id: 'a' }))
    write.take(makeConversation({ id: 'b' }))
  })
  expect(rounds).toEqual([
    new Map([
      ['a', 'act'],
      ['b', 'others'],
    ]),
  ])
})

test('the newest change of a guarded field is remembered, whatever comes late', () => {
  const store = createConversationStore()
  const conversation = makeConversation({ id: 'a' })
  store.transact((write) => {
    write.take(conversation, [makeChange({ seq: 9, to: 'pending' }), makeChange({ seq: 12, field: 'details' })])
    write.take(conversation, [makeChange({ seq: 5, to: 'resolved' })])
  })
  expect(store.lastChange('a')).toMatchObject({ seq: 9, to: 'pending' })
})
