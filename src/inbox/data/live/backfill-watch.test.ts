import { expect, test, vi } from 'vitest'
import { makeConnection } from '#mocks/builders/connection.ts'
import { createBackfillWatch } from './backfill-watch.ts'

function watch() {
  const readAgain = vi.fn<() => void>()
  const take = createBackfillWatch(readAgain)
  const at = (rows: number, done = false) => take([makeConnection({ id: 'con_1', backfill: { rows, done } })])
  return { readAgain, at }
}

test('lists are read again as an organisation fills, but not for every page of it', () => {
  const { readAgain, at } = watch()
  for (let rows = 0; rows <= 20_000; rows += 100) at(rows)
  expect(readAgain.mock.calls.length).toBeGreaterThan(5)
  expect(readAgain.mock.calls.length).toBeLessThan(60)
})

test('lists are read again when the backfill is done, and never after that', () => {
  const { readAgain, at } = watch()
  at(1950)
  at(2000, true)
  at(2000, true)
  expect(readAgain).toHaveBeenCalledOnce()
})

test('a list may be older than the first news that the backfill is done', () => {
  const { readAgain, at } = watch()
  at(2000, true)
  expect(readAgain).toHaveBeenCalledOnce()
})
