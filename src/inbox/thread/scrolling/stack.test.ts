import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeMessage } from '#mocks/builders/message.ts'
import { itemsBetween, stackOf } from './stack.ts'
import { itemsOf } from '../thread-items.ts'

const itemsFor = (count: number) =>
  itemsOf(
    Array.from({ length: count }, () => makeMessage()),
    () => 'day',
  )

test('exactly the items that reach into the sight are drawn', () => {
  const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(heights, fc.nat(9000), fc.integer({ min: 1, max: 900 }), (sizes, low, tall) => {
      const items = itemsFor(sizes.length).slice(-sizes.length)
      const stack = stackOf(items, new Map(items.map(({ key }, at) => [key, sizes[at] ?? 0])))
      const total = stack[0] ?? 0
      fc.pre(low < total)
      const reachIn = items.flatMap((_, at) =>
        (stack[at + 1] ?? 0) < low + tall && (stack[at] ?? 0) > low ? [at] : [],
      )
      expect(itemsBetween(stack, low, low + tall)).toEqual({ first: reachIn[0], last: reachIn.at(-1) })
    }),
  )
})

test('older items on top do not move what is below them', () => {
  const items = itemsFor(40)
  const none = new Map<string, number>()
  expect(stackOf(items, none).slice(10)).toEqual(stackOf(items.slice(10), none))
})

test('nothing is drawn of an empty thread', () => {
  expect(itemsBetween(stackOf([], new Map()), 0, 800).last).toBe(-1)
})

test('beyond either end the item at that end is drawn', () => {
  const items = itemsFor(5)
  const stack = stackOf(items, new Map())
  expect(itemsBetween(stack, 100_000, 100_800)).toEqual({ first: 0, last: 0 })
  expect(itemsBetween(stack, -900, -100)).toEqual({ first: 5, last: 5 })
})
