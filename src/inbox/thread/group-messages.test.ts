import { expect, test } from 'vitest'
import type { Message } from '#contract/message.ts'
import { groupMessages } from './group-messages.ts'

const message = (id: string, direction: Message['direction'], created_at: string): Message => ({
  id,
  object: 'message',
  conversation_id: 'cnv_1',
  direction,
  type: 'text',
  text: id,
  label: null,
  delivery: null,
  key: null,
  author: null,
  created_at,
})
const day = (iso: string) => iso.slice(0, 10)
const shape = (messages: Message[]) =>
  groupMessages(messages, day).map(({ runs }) => runs.map((run) => run.messages.map(({ id }) => id)))

test('messages that one side wrote within ten minutes stand together', () => {
  const a = message('a', 'inbound', '2026-11-20T10:00:00.000Z')
  const b = message('b', 'inbound', '2026-11-20T10:09:00.000Z')
  const c = message('c', 'outbound', '2026-11-20T10:10:00.000Z')
  const d = message('d', 'outbound', '2026-11-20T10:30:00.000Z')
  expect(shape([a, b, c, d])).toEqual([[['a', 'b'], ['c'], ['d']]])
})

test('a new day starts a new run, however close the messages are', () => {
  const a = message('a', 'inbound', '2026-11-20T23:59:00.000Z')
  const b = message('b', 'inbound', '2026-11-21T00:01:00.000Z')
  expect(shape([a, b])).toEqual([[['a']], [['b']]])
})

test('no messages make no days', () => {
  expect(groupMessages([], day)).toEqual([])
})
