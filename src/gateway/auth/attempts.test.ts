import { expect, test } from 'vitest'
import { createAttempts } from './attempts.ts'

const MINUTE = 60_000

test('after the limit one waits until the window is over', () => {
  const attempts = createAttempts({ limit: 2, windowMs: MINUTE })
  expect(attempts.take(['maya'], 0)).toBe(0)
  expect(attempts.take(['maya'], 1_000)).toBe(0)
  expect(attempts.take(['maya'], 20_000)).toBe(40_000)
  expect(attempts.take(['maya'], MINUTE)).toBe(0)
})

test('a success does not count', () => {
  const attempts = createAttempts({ limit: 1, windowMs: MINUTE })
  for (let i = 0; i < 5; i += 1) {
    expect(attempts.take(['maya'], i)).toBe(0)
    attempts.giveBack(['maya'])
  }
})

test('guesses at one name do not lock out another', () => {
  const attempts = createAttempts({ limit: 1, windowMs: MINUTE })
  attempts.take(['maya'], 0)
  expect(attempts.take(['rina'], 1)).toBe(0)
})

test('an attempt that has to wait is not noted under its other names', () => {
  const attempts = createAttempts({ limit: 1, windowMs: MINUTE })
  attempts.take(['10.0.0.1'], 0)
  expect(attempts.take(['10.0.0.1', 'maya'], 1)).toBeGreaterThan(0)
  expect(attempts.take(['maya'], 2)).toBe(0)
})

test('attempts under ever new names cost a bounded memory, and a name in use is not forgotten first', () => {
  const attempts = createAttempts({ limit: 2, windowMs: MINUTE })
  for (let i = 0; i < 9_999; i += 1) attempts.take([`early ${i}`], 0)
  attempts.take(['maya'], 1)
  attempts.take(['maya'], 2)
  for (let i = 0; i < 9_000; i += 1) attempts.take([`late ${i}`], 3)
  expect(attempts.take(['maya'], 4)).toBeGreaterThan(0)
})
