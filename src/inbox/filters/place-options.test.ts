import { expect, test } from 'vitest'
import type { CountCell } from '#contract/counts.ts'
import { placeOfUrl, placesOf } from './place-options.ts'

const cell = (connection: string, account: string, channel = 'whatsapp'): CountCell => ({
  connection,
  channel,
  account,
  status: 'open',
  assignee: null,
  count: 1,
  unread: 0,
  starred: 0,
})
const cells = [
  cell('a', '6285'),
  cell('a', '6284'),
  cell('b', '', 'sms'),
  cell('b', '', 'email'),
  cell('c', '', 'email'),
]
const all = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]

test('connections are offered where there are several, with their channels and numbers, then channels that several have', () => {
  expect(placesOf(all, cells, {})).toEqual([
    { connection: 'a' },
    { connection: 'a', account: '6284' },
    { connection: 'a', account: '6285' },
    { connection: 'b' },
    { connection: 'b', channel: 'email' },
    { connection: 'b', channel: 'sms' },
    { connection: 'c' },
    { channel: 'email' },
  ])
})

test('a connection that is the only one is not named, and what it has one of is not offered', () => {
  expect(placesOf([{ id: 'b' }], cells, {})).toEqual([{ channel: 'email' }, { channel: 'sms' }])
  expect(placesOf([{ id: 'c' }], cells, {})).toEqual([])
})

test('what an address asks for can be chosen though nobody knows it, once', () => {
  expect(placesOf([{ id: 'c' }], cells, { connection: 'gone' })).toEqual([{ connection: 'gone' }])
  const known = placeOfUrl({ connection: undefined, channel: undefined, account: '+62 84' })
  expect(placesOf([{ id: 'a' }], cells, known)).toEqual([{ account: '6284' }, { account: '6285' }])
})
