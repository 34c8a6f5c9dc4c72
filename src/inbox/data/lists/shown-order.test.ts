import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSortKeys } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { createShownOrder } from './shown-order.ts'
import type { OrderCause, ShownOrder } from './shown-order.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const idArbitrary = fc.constantFrom(...ids)
const keyArbitrary = fc.option(fc.integer({ min: 0, max: 8 }), { nil: null })

type Update = { id: string; ms: number | null; cause: OrderCause }
const updateArbitrary: fc.Arbitrary<Update> = fc.record({
  id: idArbitrary,
  ms: keyArbitrary,
  cause: fc.constantFrom<OrderCause>('others', 'act', 'withdrawn'),
})
const byOthers = updateArbitrary.map((update): Update => ({ ...update, cause: 'others' }))

function play(order: ShownOrder, { id, ms, cause }: Update): void {
  order.update(id, ms === null ? null : { ms, id }, cause)
}

function filled(updates: readonly Update[]): ShownOrder {
  const order = createShownOrder()
  for (const update of updates) play(order, update)
  return order
}

/** The truth by its definition: what belongs, sorted, without any cleverness. */
function truthOf(updates: readonly Update[]): string[] {
  const last = new Map<string, number | null>()
  for (const { id, ms } of updates) last.set(id, ms)
  const keys = [...last].flatMap(([id, ms]): SortKey[] => (ms === null ? [] : [{ id, ms }]))
  return keys.sort(compareSortKeys).map((key) => key.id)
}

test('while nobody is in the list it shows the truth, sorted', () => {
  fc.assert(
    fc.property(fc.array(updateArbitrary), (updates) => {
      expect(filled(updates).shown()).toEqual(truthOf(updates))
    }),
  )
})

test('while held, no row comes, goes or changes place by what others do', () => {
  fc.assert(
    fc.property(fc.array(updateArbitrary), fc.array(byOthers), (before, during) => {
      const order = filled(before)
      order.hold(true)
      const shown = order.shown()
      for (const update of during) {
        play(order, update)
        expect(order.shown()).toEqual(shown)
      }
    }),
  )
})

test('while held, an own act moves no row but its own', () => {
  fc.assert(
    fc.property(fc.array(updateArbitrary), fc.array(updateArbitrary), (before, during) => {
      const order = filled(before)
      order.hold(true)
      for (const update of during) {
        const others = order.shown().filter((id) => id !== update.id)
        play(order, update)
        expect(order.shown().filter((id) => id !== update.id)).toEqual(others)
      }
    }),
  )
})

test('applying the pill, or leaving the list, shows the truth', () => {
  fc.assert(
    fc.property(fc.array(updateArbitrary), fc.array(updateArbitrary), fc.boolean(), (before, during, leaves) => {
      const order = filled(before)
      order.hold(true)
      for (const update of during) play(order, update)
      if (leaves) order.hold(false)
      else order.apply()
      expect(order.shown()).toEqual(truthOf([...before, ...during]))
      expect(order.pill()).toEqual({ fresh: 0, moved: 0, left: 0 })
    }),
  )
})

test('the pill is empty exactly when what is shown is the truth', () => {
  fc.assert(
    fc.property(fc.array(updateArbitrary), fc.array(updateArbitrary), (before, during) => {
      const order = filled(before)
      order.hold(true)
      for (const update of during) play(order, update)
      const { fresh, moved, left } = order.pill()
      const truth = truthOf([...before, ...during])
      const agree = order.shown().join() === truth.join()
      expect(fresh + moved + left === 0).toBe(agree)
      expect(fresh).toBe(truth.filter((id) => !order.shown().includes(id)).length)
      expect(left).toBe(order.shown().filter((id) => !truth.includes(id)).length)
    }),
  )
})

test('an undo returns a row to its old place, whatever others did meanwhile', () => {
  fc.assert(
    fc.property(
      fc.array(updateArbitrary),
      idArbitrary,
      fc.array(byOthers),
      keyArbitrary,
      (before, id, during, back) => {
        const order = filled(before)
        order.hold(true)
        fc.pre(order.belongs(id))
        const shown = order.shown()
        play(order, { id, ms: null, cause: 'act' })
        expect(order.shown()).toEqual(shown.filter((other) => other !== id))
        for (const update of during) if (update.id !== id) play(order, update)
        play(order, { id, ms: back ?? 3, cause: 'act' })
        expect(order.shown()).toEqual(shown)
      },
    ),
  )
})

test('a withdrawn op puts its row back at its old place', () => {
  const order = filled(ids.map((id, at) => ({ id, ms: 10 - at, cause: 'others' })))
  order.hold(true)
  play(order, { id: 'c', ms: null, cause: 'act' })
  play(order, { id: 'a', ms: 99, cause: 'others' })
  play(order, { id: 'c', ms: 8, cause: 'withdrawn' })
  expect(order.shown()).toEqual(ids)
})

test('a row that the agent resolved does not come back by itself when a colleague reopens it', () => {
  const order = filled(ids.map((id, at) => ({ id, ms: 10 - at, cause: 'others' })))
  order.hold(true)
  play(order, { id: 'b', ms: null, cause: 'act' })
  play(order, { id: 'b', ms: 9, cause: 'others' })
  expect(order.shown()).not.toContain('b')
  expect(order.pill()).toEqual({ fresh: 1, moved: 0, left: 0 })
})

test('a row that came only by an act goes when the act is taken back', () => {
  const order = filled([{ id: 'a', ms: 5, cause: 'others' }])
  order.hold(true)
  play(order, { id: 'b', ms: 7, cause: 'act' })
  expect(order.shown()).toEqual(['b', 'a'])
  play(order, { id: 'b', ms: null, cause: 'withdrawn' })
  expect(order.shown()).toEqual(['a'])
})

test('a loaded page is appended below a held list while what is new waits', () => {
  const order = filled([
    { id: 'a', ms: 9, cause: 'others' },
    { id: 'b', ms: 8, cause: 'others' },
  ])
  order.hold(true)
  play(order, { id: 'f', ms: 20, cause: 'others' })
  play(order, { id: 'c', ms: 7, cause: 'page' })
  play(order, { id: 'd', ms: 6, cause: 'page' })
  expect(order.shown()).toEqual(['a', 'b', 'c', 'd'])
  expect(order.pill()).toEqual({ fresh: 1, moved: 0, left: 0 })
})

test('a newer message on the topmost row is no move', () => {
  const order = filled(ids.map((id, at) => ({ id, ms: 10 - at, cause: 'others' })))
  order.hold(true)
  play(order, { id: 'a', ms: 50, cause: 'others' })
  expect(order.pill().moved).toBe(0)
  play(order, { id: 'd', ms: 60, cause: 'others' })
  expect(order.pill().moved).toBeGreaterThan(0)
})
