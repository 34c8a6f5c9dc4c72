import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createRateLimits } from './rate-limit.ts'

function bucketsAt(read: number, write: number) {
  const clock = { now: 1_000_000 }
  return { clock, buckets: createRateLimits(() => clock.now, { read, write }) }
}

test('a full bucket serves its capacity at once and then refuses', () => {
  const { buckets } = bucketsAt(600, 60)
  const answers = Array.from({ length: 61 }, () => buckets.take('write').allowed)
  expect(answers.filter(Boolean)).toHaveLength(60)
  expect(answers.at(-1)).toBe(false)
})

test('reads and writes do not share a bucket', () => {
  const { buckets } = bucketsAt(1, 1)
  expect(buckets.take('write').allowed).toBe(true)
  expect(buckets.take('read').allowed).toBe(true)
  expect(buckets.take('read').allowed).toBe(false)
})

test('waiting for Retry-After is enough, and a millisecond less than the refill is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6000 }), (capacity) => {
      const { clock, buckets } = bucketsAt(capacity, 1)
      for (let i = 0; i < capacity; i += 1) buckets.take('read')
      const refused = buckets.take('read')
      expect(refused.allowed).toBe(false)
      clock.now += Math.ceil(60_000 / capacity) - 1
      expect(buckets.take('read').allowed).toBe(false)
      clock.now += Number(refused.headers['Retry-After']) * 1000
      expect(buckets.take('read').allowed).toBe(true)
    }),
  )
})

test('over any stretch no more than capacity plus refill is served', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 }), (gaps) => {
      const { clock, buckets } = bucketsAt(1, 30)
      const start = clock.now
      let served = 0
      for (const gap of gaps) {
        clock.now += gap
        if (buckets.take('write').allowed) served += 1
      }
      expect(served).toBeLessThanOrEqual(30 + (30 * (clock.now - start)) / 60_000)
    }),
  )
})

test('the headers tell the capacity, what is left, and the second at which the bucket is full', () => {
  const { buckets } = bucketsAt(600, 60)
  expect(buckets.take('write').headers).toEqual({
    'X-RateLimit-Limit': '60',
    'X-RateLimit-Remaining': '59',
    'X-RateLimit-Reset': '1001',
  })
})

test('a clock that is set back takes nothing away', () => {
  const { clock, buckets } = bucketsAt(10, 10)
  buckets.take('read')
  clock.now -= 60_000
  expect(buckets.take('read').headers['X-RateLimit-Remaining']).toBe('8')
})
