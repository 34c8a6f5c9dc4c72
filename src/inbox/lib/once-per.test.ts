import { expect, test, vi } from 'vitest'
import { oncePer } from './once-per.ts'

test('of the same objects something is made once, of others like them once more', () => {
  const make = vi.fn<(words: readonly string[], more: readonly string[]) => string[]>((words, more) => [
    ...words,
    ...more,
  ])
  const joined = oncePer(make)
  const [a, b, other] = [['a'], ['b'], ['b']]
  expect(joined(a, b)).toBe(joined(a, b))
  expect(joined(a, other)).toEqual(['a', 'b'])
  expect(joined(b, a)).toEqual(['b', 'a'])
  expect(make).toHaveBeenCalledTimes(3)
})
