import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertSorted, placeOf, removeSorted } from './sorted.ts'

const compare = (a: number, b: number) => a - b

test('a list stays sorted and holds what was put in and not taken out', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.array(fc.integer()), (put, taken) => {
      const sorted: number[] = []
      for (const item of put) insertSorted(sorted, item, compare)
      for (const item of taken) removeSorted(sorted, item, compare)
      expect(sorted).toEqual(put.filter((item) => !taken.includes(item)).sort(compare))
    }),
  )
})

test('a place is where the item stands, or would stand', () => {
  expect([5, 10, 15, 99].map((item) => placeOf([10, 20], item, compare))).toEqual([0, 0, 1, 2])
})
