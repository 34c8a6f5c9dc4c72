import { expect, test } from 'vitest'
import { toldOf } from './backfill.ts'

const at = (rows: number, total?: number) => ({
  cursor: 'next',
  rows,
  done: false,
  ...(total === undefined ? {} : { total }),
})

test('how long the first reading takes yet is told from its pace, where the vendor tells how many there are', () => {
  const since = { ms: 1000, rows: 100, pages: 2 }
  expect(toldOf(at(300), { now: 5000, everyMs: 100 })).toEqual({ done: false, rows: 300 })
  expect(toldOf({ ...at(300), since }, { now: 5000, everyMs: 100 })).toEqual({
    done: false,
    rows: 300,
    per_minute: 3000,
  })
  expect(toldOf(at(300, 1000), { now: 5000, everyMs: 100 })).toEqual({ done: false, rows: 300, total: 1000 })
  const told = { done: false, rows: 300, total: 1000, per_minute: 3000, seconds_left: 14 }
  expect(toldOf({ ...at(300, 1000), since }, { now: 5000, everyMs: 100 })).toEqual(told)
})

test('a total that turned out to be too small is told no more, and none is told at the end', () => {
  const since = { ms: 0, rows: 0, pages: 1 }
  expect(toldOf({ ...at(1001, 1000), since }, { now: 60_000, everyMs: 100 })).toEqual({
    done: false,
    rows: 1001,
    per_minute: 1001,
  })
  expect(toldOf({ ...at(1000, 1000), done: true, since }, { now: 60_000, everyMs: 100 })).toEqual({
    done: true,
    rows: 1000,
  })
})

test('a burst at the beginning is not taken for the pace', () => {
  const since = { ms: 0, rows: 0, pages: 30 }
  const told = toldOf({ ...at(1500), since }, { now: 3000, everyMs: 10_000 })
  expect(told).toEqual({ done: false, rows: 1500, per_minute: 300 })
})
