import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_ROWS, rowsInSight } from './rows-in-sight.ts'

const sights = fc
  .record({ count: fc.nat(20_000), visible: fc.integer({ min: 1, max: 70 }), first: fc.nat(), active: fc.nat() })
  .map(({ count, visible, first, active }) => ({
    count,
    visible,
    first: count === 0 ? 0 : first % count,
    active: count === 0 ? -1 : (active % (count + 1)) - 1,
  }))

test('what is in sight and the active row are drawn, each once and in order, and never more than 80', () => {
  fc.assert(
    fc.property(sights, (sight) => {
      const rows = rowsInSight(sight)
      expect(rows.length).toBeLessThanOrEqual(MOST_ROWS)
      expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b))
      const last = Math.min(sight.count, sight.first + sight.visible)
      for (let row = sight.first; row < last; row += 1) expect(rows).toContain(row)
      expect(sight.active < 0 || rows.includes(sight.active)).toBe(true)
      expect(rows.every((row) => row >= 0 && row < sight.count)).toBe(true)
    }),
  )
})

test('an empty list draws nothing', () => {
  expect(rowsInSight({ first: 0, visible: 15, count: 0, active: -1 })).toEqual([])
})
