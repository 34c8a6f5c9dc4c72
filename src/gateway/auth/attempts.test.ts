import { expect, test } from 'vitest'
import { createAttempts } from './attempts.ts'

const MINUTE = 60_000

test('after the limit one waits until the window is over', () => {
  const attempts = createAttempts({ limit: 2, windowMs: MINUTE })
  attempts.count('maya', 0)
  expect(attempts.wait('maya', 1_000)).toBe(0)
  attempts.count('maya', 1_000)
  expect(attempts.wait('maya', 20_000)).toBe(40_000)
  expect(attempts.wait('maya', MINUTE)).toBe(0)
})

test('a success does not count', () => {
  const attempts = createAttempts({ limit: 1, windowMs: MINUTE })
  attempts.count('maya', 0)
  attempts.forgive('maya')
  expect(attempts.wait('maya', 1)).toBe(0)
})

test('forgiving twice, or somebody unknown, gives nobody an attempt more', () => {
  const attempts = createAttempts({ limit: 1, windowMs: MINUTE })
  attempts.forgive('maya')
  attempts.count('maya', 0)
  attempts.forgive('maya')
  attempts.forgive('maya')
  attempts.count('maya', 1)
  expect(attempts.wait('maya', 2)).toBeGreaterThan(0)
})

test('guesses at one name do not lock out another', () => {
  const attempts = createAttempts({ limit: 1, windowMs: MINUTE })
  attempts.count('maya', 0)
  expect(attempts.wait('rina', 1)).toBe(0)
})

test('ever new names cost a bounded memory, and a name in use is not forgotten first', () => {
  const attempts = createAttempts({ limit: 2, windowMs: MINUTE })
  attempts.count('first', 0)
  attempts.count('first', 0)
  for (let i = 0; i < 9_998; i += 1) attempts.count(`early ${i}`, 0)
  attempts.count('maya', 1)
  attempts.count('maya', 2)
  for (let i = 0; i < 9_000; i += 1) attempts.count(`late ${i}`, 3)
  expect(attempts.wait('maya', 4)).toBeGreaterThan(0)
  expect(attempts.wait('first', 4)).toBe(0)
})
