import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { ConnectorErrorKind } from '#connectors/connector-error.ts'
import { afterFailure, goodCondition } from './health.ts'
import type { Condition } from './health.ts'

const kinds = fc.constantFrom<ConnectorErrorKind>(
  'auth',
  'rate_limited',
  'rejected',
  'not_found',
  'unreachable',
  'malformed',
)
const chance = fc.double({ min: 0, max: 1, noNaN: true })

function failure(kind: ConnectorErrorKind, retryAfterMs?: number): ConnectorError {
  return new ConnectorError(kind, kind, 'No.', { retryAfterMs })
}

test('while the vendor is down the waits grow from 1 s and never exceed 15 s', () => {
  fc.assert(
    fc.property(fc.array(chance, { minLength: 1, maxLength: 30 }), (chances) => {
      let condition: Condition = goodCondition
      let now = 0
      for (const [index, each] of chances.entries()) {
        condition = afterFailure(condition, failure('unreachable'), now, each)
        const wait = condition.probeAt - now
        const most = Math.min(15_000, 1000 * 2 ** index)
        expect(wait).toBeGreaterThanOrEqual(most * 0.75)
        expect(wait).toBeLessThanOrEqual(most)
        now = condition.probeAt
      }
    }),
  )
})

test('calls that fail together make nobody wait longer than one that fails alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), chance, (together, each) => {
      const alone = afterFailure(goodCondition, failure('unreachable'), 0, each)
      let condition = alone
      for (let call = 1; call < together; call += 1)
        condition = afterFailure(condition, failure('unreachable'), call, 1)
      expect(condition).toEqual(alone)
    }),
  )
})

test('a limit waits at least as long as the vendor asks, and a quarter more at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_600_000 }), chance, (asked, each) => {
      const { state, probeAt } = afterFailure(goodCondition, failure('rate_limited', asked), 1000, each)
      expect(state).toBe('slow')
      expect(probeAt - 1000).toBeGreaterThanOrEqual(asked)
      expect(probeAt - 1000).toBeLessThanOrEqual(Math.ceil(asked * 1.25))
    }),
  )
})

test('times are whole milliseconds, as the database holds them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(kinds, chance, fc.nat({ max: 20_000 }))), (failures) => {
      let condition: Condition = goodCondition
      for (const [kind, each, now] of failures) {
        condition = afterFailure(condition, failure(kind), now, each)
        expect(Number.isInteger(condition.probeAt)).toBe(true)
      }
    }),
  )
})

test('a refusal of one request says nothing about the vendor', () => {
  const down = afterFailure(goodCondition, failure('unreachable'), 0, 0)
  for (const kind of ['rejected', 'not_found', 'malformed'] as const) {
    expect(afterFailure(goodCondition, failure(kind), 5, 0)).toBe(goodCondition)
    expect(afterFailure(down, failure(kind), 5, 0)).toBe(down)
  }
})

test('a problem keeps the time it began, until another takes its place', () => {
  const first = afterFailure(goodCondition, failure('unreachable'), 100, 0)
  const second = afterFailure(first, failure('unreachable'), first.probeAt, 0)
  expect(second.problem?.sinceMs).toBe(100)
  expect(afterFailure(second, failure('auth'), 9000, 0)).toMatchObject({ state: 'refused', problem: { sinceMs: 9000 } })
})
