import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAllowance } from './allowance.ts'

test('never more calls in any minute than the rate and one burst allow', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 400 }), (gaps) => {
      const allowance = createAllowance(60, 0.5, 0)
      const taken: number[] = []
      let now = 0
      for (const gap of gaps) {
        now += gap
        if (allowance.take(now)) taken.push(now)
      }
      for (const from of taken) {
        const inMinute = taken.filter((at) => at >= from && at < from + 60_000).length
        expect(inMinute).toBeLessThanOrEqual(30 + 60 + 1)
      }
    }),
  )
})

test('waiting as long as it says is always enough', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 0, max: 500 }), (rate, calls) => {
      const allowance = createAllowance(rate, 0.1, 0)
      let now = 0
      for (let call = 0; call < calls; call += 1) {
        now += allowance.waitMs(now)
        expect(allowance.take(now)).toBe(true)
      }
    }),
  )
})

test('a pause that the vendor asked for holds even with calls left', () => {
  const allowance = createAllowance(600, 1, 0)
  allowance.pauseUntil(2000)
  expect(allowance.take(1999)).toBe(false)
  expect(allowance.waitMs(500)).toBe(1500)
  expect(allowance.take(2000)).toBe(true)
})

test('as many calls are left as can be taken at once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (rate, burst) => {
      const allowance = createAllowance(rate, burst, 0)
      const left = allowance.left(0)
      expect(left).toBeGreaterThanOrEqual(1)
      for (let call = 0; call < left; call += 1) expect(allowance.take(0)).toBe(true)
      expect(allowance.take(0)).toBe(false)
    }),
  )
})

test('however small a limit becomes, a call is left some time', () => {
  const allowance = createAllowance(600, 0.1, 0)
  allowance.setRate(1)
  expect(allowance.take(0)).toBe(true)
  expect(allowance.waitMs(0)).toBe(60_000)
  expect(allowance.take(60_000)).toBe(true)
})

test('what is counted by the hour may come in the burst of an hour, and no faster after it', () => {
  const allowance = createAllowance(600, 0.5, 0)
  allowance.setRate(10, 60 * 60_000)
  expect(allowance.left(0)).toBe(300)
  while (allowance.take(0));
  expect(allowance.waitMs(0)).toBe(6000)
})

test('what others spend of the vendor’s limit is not ours to spend', () => {
  const allowance = createAllowance(600, 1, 0)
  allowance.atMost(2)
  expect(allowance.left(0)).toBe(2)
  allowance.atMost(300)
  expect(allowance.left(0)).toBe(2)
})

test('a clock that is set back and comes forward again gives no call twice', () => {
  const allowance = createAllowance(60, 0.1, 100_000)
  while (allowance.take(100_000));
  expect(allowance.take(40_000)).toBe(false)
  expect(allowance.left(100_000)).toBe(0)
  expect(allowance.left(101_000)).toBe(1)
})
