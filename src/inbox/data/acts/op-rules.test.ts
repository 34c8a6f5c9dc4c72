import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeChange, makeConflictBody } from '#mocks/builders/live.ts'
import { ApiError, kindOfStatus } from '../api-error.ts'
import { backoffMs, namedVersion, verdictOf } from './op-rules.ts'
import type { Op } from './overlay.ts'

const failure = (status: number, details: { retryAfterMs?: number; body?: unknown } = {}) =>
  new ApiError(kindOfStatus(status), 'failed', { status, ...details })

test.each([400, 403, 404, 405, 409, 410, 413, 422, 500, 501])('a %i takes the op back', (status) => {
  expect(verdictOf(failure(status)).type).toBe('refused')
})

test.each([408, 429, 502, 503, 504])('a %i keeps the op for another try', (status) => {
  expect(verdictOf(failure(status)).type).toBe('retry')
})

test.each(['network', 'timeout', 'malformed'] as const)('no answer that can be read (%s) refuses nothing', (kind) => {
  expect(verdictOf(new ApiError(kind, 'failed')).type).toBe('retry')
})

test('a 401 keeps the op until somebody has signed in', () => {
  expect(verdictOf(failure(401)).type).toBe('signed_out')
})

test('a 429 is not tried again before its time', () => {
  expect(verdictOf(failure(429, { retryAfterMs: 7000 }))).toEqual({ type: 'retry', afterMs: 7000 })
})

test('a conflict brings who won, and one that cannot be read is a refusal', () => {
  const body = makeConflictBody(makeConversation(), [makeChange()])
  expect(verdictOf(failure(412, { body }))).toMatchObject({ type: 'conflict', body })
  expect(verdictOf(failure(412, { body: null })).type).toBe('refused')
})

test('waits grow from a second to fifteen and never fall below half of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, chance) => {
        const full = Math.min(15_000, 1000 * 2 ** (attempt - 1))
        const wait = backoffMs(attempt, () => chance)
        expect(wait).toBeGreaterThanOrEqual(full / 2)
        expect(wait).toBeLessThanOrEqual(full)
      },
    ),
  )
})

const op: Op = {
  id: 'op_1',
  conversationId: 'a',
  patch: { status: 'resolved' },
  from: { status: 'pending' },
  baseVersion: 5,
  at: 0,
}

test('the first op names the version that the agent saw', () => {
  expect(namedVersion(op, null)).toBe(5)
})

test('a queued op names the version of the reply before it', () => {
  expect(namedVersion(op, makeConversation({ id: 'a', status: 'pending', version: 8 }))).toBe(8)
})

test('a queued op names what the agent saw when the reply shows another value in its field', () => {
  expect(namedVersion(op, makeConversation({ id: 'a', status: 'open', version: 8 }))).toBe(5)
})
