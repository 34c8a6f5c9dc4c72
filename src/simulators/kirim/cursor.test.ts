import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createCursors } from './cursor.ts'

const cursors = createCursors('a key')
const position = fc.record({ sort: fc.integer(), id: fc.string() })
const filters = fc.dictionary(fc.string(), fc.option(fc.string(), { nil: undefined }))

test('a cursor gives back the position it was made from', () => {
  fc.assert(
    fc.property(position, filters, (position, filters) => {
      expect(cursors.open(cursors.seal(position, filters), filters)).toEqual(position)
    }),
  )
})

test('a cursor with one altered character is refused', () => {
  fc.assert(
    fc.property(position, fc.nat(), fc.constantFrom('A', 'b', '7', '_', '.', ''), (position, at, other) => {
      const cursor = cursors.seal(position, {})
      const index = at % cursor.length
      fc.pre(cursor.charAt(index) !== other)
      const altered = cursor.slice(0, index) + other + cursor.slice(index + 1)
      expect(() => cursors.open(altered, {})).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
    }),
  )
})

test('a cursor is refused with any other filters', () => {
  const cursor = cursors.seal({ sort: 1, id: 'cnv_1' }, { status: 'open' })
  for (const others of [{}, { status: 'pending' }, { status: 'open', contactId: 'ctc_1' }]) {
    expect(() => cursors.open(cursor, others)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
  }
})

test('a cursor of another organisation is refused', () => {
  const foreign = createCursors('another key').seal({ sort: 1, id: 'cnv_1' }, {})
  expect(() => cursors.open(foreign, {})).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
})
