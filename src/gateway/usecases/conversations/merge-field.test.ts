import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isStaleRead, mergeField } from './merge-field.ts'

const value = fc.constantFrom('open', 'pending', 'resolved')
const moment = fc.nat({ max: 20 })
const held = fc.record({ shadow: value, pending: fc.boolean(), ackedAt: moment })

test('a read proves nothing about a field that is owed, or acknowledged since the read began', () => {
  fc.assert(
    fc.property(held, value, moment, (field, read, began) => {
      const provesNothing = field.pending || field.ackedAt >= began
      expect(mergeField(field, read, began) === 'skip').toBe(provesNothing)
    }),
  )
})

test('a clock that was set back an hour after a write does not hide for an hour what changes at the vendor', () => {
  const hour = 3_600_000
  const field = { shadow: 'open', pending: false, ackedAt: 2 * hour }
  expect(mergeField(field, 'resolved', hour)).toBe('take')
  expect(mergeField({ ...field, pending: true }, 'resolved', hour)).toBe('skip')
})

test('any other read follows the vendor where it moved, and leaves everything where it did not', () => {
  fc.assert(
    fc.property(value, value, fc.integer({ min: 1, max: 20 }), (shadow, read, began) => {
      const field = { shadow, pending: false, ackedAt: 0 }
      expect(mergeField(field, read, began)).toBe(read === shadow ? 'same' : 'take')
    }),
  )
})

test('taking the same read twice changes nothing more', () => {
  fc.assert(
    fc.property(held, value, moment, (field, read, began) => {
      const once = mergeField(field, read, began)
      const after = once === 'take' ? { ...field, shadow: read } : field
      expect(mergeField(after, read, began)).not.toBe('take')
    }),
  )
})

test('only a read that is older than the newest one seen is stale', () => {
  fc.assert(
    fc.property(moment, moment, (read, last) => {
      expect(isStaleRead(read, last)).toBe(read < last)
    }),
  )
})
