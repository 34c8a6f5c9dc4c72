import { expect, test } from 'vitest'
import type { CountCell } from '#contract/counts.ts'
import { chosenPlace, placeOptions } from './place-options.ts'

const cell = (connection: string, account: string): CountCell => ({
  connection,
  channel: 'whatsapp',
  account,
  status: 'open',
  assignee: null,
  count: 1,
  unread: 0,
  starred: 0,
})
const nothing = { connection: undefined, account: undefined }
const cells = [
  cell('con_a', '6285'),
  cell('con_a', '6284'),
  cell('con_a', '6285'),
  cell('con_b', '6299'),
  cell('con_b', ''),
]
const valuesOf = (...given: Parameters<typeof placeOptions>) => placeOptions(...given).map(({ value }) => value)

test('connections are offered where there are several, numbers below a connection that has several', () => {
  const both = [{ id: 'con_a' }, { id: 'con_b' }]
  expect(valuesOf(both, cells, nothing)).toEqual([
    'connection con_a',
    'account 6284',
    'account 6285',
    'connection con_b',
  ])
  expect(valuesOf([{ id: 'con_a' }], cells, nothing)).toEqual(['account 6284', 'account 6285'])
  expect(valuesOf([{ id: 'con_b' }], cells, nothing)).toEqual([])
})

test('what an address asks for can be chosen though nobody knows it, once', () => {
  const url = { connection: 'con_gone', account: undefined }
  expect(valuesOf([{ id: 'con_a' }], [], url)).toEqual(['connection con_gone'])
  expect(valuesOf([{ id: 'con_a' }], cells, { ...nothing, account: '+6284' })).toEqual(['account 6284', 'account 6285'])
  expect(chosenPlace({ connection: 'con_a', account: '+62 84' })?.value).toBe('account 6284')
})
