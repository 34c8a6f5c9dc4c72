import { expect, test } from 'vitest'
import type { Change } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import { makeChange } from '#mocks/builders/live.ts'
import { makeNote } from '#mocks/builders/note.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { keptNote } from './shown-note.ts'
import { itemsOf } from './thread-items.ts'
import type { Aside } from './thread-items.ts'

const message = (id: string, direction: Message['direction'], created_at: string) =>
  makeMessage({ id, direction, created_at })
const day = (iso: string) => iso.slice(0, 10)
/** `|` stands before the first of a run. */
const shape = (messages: Message[], asides: Aside[] = []) =>
  itemsOf(messages, day, asides).map((item) => {
    if (item.type === 'day') return day(item.at)
    if (item.type === 'note') return item.note.text
    return item.type === 'change' ? item.change.to : `${item.startsRun ? '|' : ''}${item.message.id}`
  })
const told = (change: Change): Aside => ({ type: 'change', key: `change ${change.seq}`, at: change.at, change })

test('messages that one side wrote within ten minutes stand together', () => {
  const a = message('a', 'inbound', '2026-11-20T10:00:00.000Z')
  const b = message('b', 'inbound', '2026-11-20T10:09:00.000Z')
  const c = message('c', 'outbound', '2026-11-20T10:10:00.000Z')
  const d = message('d', 'outbound', '2026-11-20T10:30:00.000Z')
  expect(shape([a, b, c, d])).toEqual(['2026-11-20', '|a', 'b', '|c', '|d'])
})

test('what a vendor recorded belongs to no side: the next message begins anew', () => {
  const a = message('a', 'outbound', '2026-11-20T10:00:00.000Z')
  const event = { ...message('e', 'outbound', '2026-11-20T10:01:00.000Z'), type: 'event' }
  const b = message('b', 'outbound', '2026-11-20T10:02:00.000Z')
  expect(shape([a, event, b])).toEqual(['2026-11-20', '|a', '|e', '|b'])
})

test('a new day starts a new run, however close the messages are', () => {
  const a = message('a', 'inbound', '2026-11-20T23:59:00.000Z')
  const b = message('b', 'inbound', '2026-11-21T00:01:00.000Z')
  expect(shape([a, b])).toEqual(['2026-11-20', '|a', '2026-11-21', '|b'])
})

test('every item has a key of its own, also when a clock goes back to a day that was there', () => {
  const a = message('a', 'inbound', '2026-11-21T00:01:00.000Z')
  const b = message('b', 'inbound', '2026-11-20T23:59:00.000Z')
  const c = message('c', 'inbound', '2026-11-21T00:02:00.000Z')
  const keys = itemsOf([a, b, c], day).map(({ key }) => key)
  expect(new Set(keys).size).toBe(6)
})

test('a message keeps its key when the vendor gives it its id', () => {
  const waiting = makeMessage({ id: 'snd_1', key: 'key-1', direction: 'outbound' })
  const items = [waiting, { ...waiting, id: 'msg_vendor' }].map((given) => itemsOf([given], day).at(-1)?.key)
  expect(items).toEqual(['key-1', 'key-1'])
})

test('what became of the conversation and what was noted stands between the messages, and breaks a run', () => {
  const a = message('a', 'inbound', '2026-11-20T10:00:00.000Z')
  const b = message('b', 'inbound', '2026-11-20T10:02:00.000Z')
  const resolved = makeChange({ to: 'resolved', at: '2026-11-20T10:01:00.000Z' })
  const reopened = makeChange({ to: 'open', at: '2026-11-21T08:00:00.000Z' })
  const note = keptNote(makeNote({ text: 'noted', created_at: '2026-11-20T10:03:00.000Z' }))
  const asides: Aside[] = [told(resolved), { type: 'note', key: 'note', at: note.at, note }, told(reopened)]
  expect(shape([a, b], asides)).toEqual(['2026-11-20', '|a', 'resolved', '|b', 'noted', '2026-11-21', 'open'])
})

test('no messages make no days', () => {
  expect(itemsOf([], day)).toEqual([])
})
