import { expect, test } from 'vitest'
import { toldOf } from './backfill.ts'

const at = (rows: number, total?: number) => ({
  cursor: 'next',
  rows,
  done: false,
  ...(total === undefined ? {} : { total }),
})

test('how long the first reading takes yet is told from its pace, where the vendor tells how many there are', () => {
  const since = { ms: 1000, rows: 100 }
  expect(toldOf(at(300), 5000)).toEqual({ done: false, rows: 300 })
  expect(toldOf({ ...at(300), since }, 5000)).toEqual({ done: false, rows: 300, per_minute: 3000 })
  expect(toldOf(at(300, 1000), 5000)).toEqual({ done: false, rows: 300, total: 1000 })
  const told = { done: false, rows: 300, total: 1000, per_minute: 3000, seconds_left: 14 }
  expect(toldOf({ ...at(300, 1000), since }, 5000)).toEqual(told)
})

test('a total that turned out to be too small is told no more, and none is told at the end', () => {
  const since = { ms: 0, rows: 0 }
  expect(toldOf({ ...at(1001, 1000), since }, 60_000)).toEqual({ done: false, rows: 1001, per_minute: 1001 })
  expect(toldOf({ ...at(1000, 1000), done: true, since }, 60_000)).toEqual({ done: true, rows: 1000 })
})
