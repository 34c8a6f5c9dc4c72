import { expect, test } from 'vitest'
import type { Conversation } from '#contract/conversation.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeConversationEvent } from '#mocks/builders/live.ts'
import { deservesNotification } from './notifications.ts'
import type { NotificationContext } from './notifications.ts'

const context: NotificationContext = { wanted: true, permission: () => 'granted', hidden: true, me: 'agt_me' }
const before = makeConversation({ last_inbound_at: '2026-11-20T09:00:00.000Z' })
const after = { ...before, version: before.version + 1, last_inbound_at: '2026-11-20T09:01:00.000Z' }
const someone = { id: 'agt_rina', name: 'Rina', email: null }

test('a customer who writes is a reason to look up', () => {
  expect(deservesNotification(before, makeConversationEvent(after), context)).toBe(true)
})

test.each<[string, Partial<NotificationContext>]>([
  ['nobody asked for it', { wanted: false }],
  ['the browser was not allowed', { permission: () => 'default' }],
  ['the agent is looking', { hidden: false }],
])('no notification when %s', (_, change) => {
  expect(deservesNotification(before, makeConversationEvent(after), { ...context, ...change })).toBe(false)
})

test.each<[string, Conversation]>([
  ["a colleague's conversation", { ...after, assignee: someone }],
  ['a resolved one', { ...after, status: 'resolved' }],
  ['one in which only we wrote', { ...after, last_inbound_at: before.last_inbound_at }],
])('no notification for %s', (_, conversation) => {
  expect(deservesNotification(before, makeConversationEvent(conversation), context)).toBe(false)
})

test('one of mine deserves it as much as an unassigned one', () => {
  const mine = { ...after, assignee: { id: 'agt_me', name: 'Maya', email: null } }
  expect(deservesNotification(before, makeConversationEvent(mine), context)).toBe(true)
})

test('a conversation that was never seen before says nothing about what is new', () => {
  expect(deservesNotification(undefined, makeConversationEvent(after), context)).toBe(false)
})
