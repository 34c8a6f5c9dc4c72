import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createSelection } from './selection.ts'

const ids = ['a', 'b', 'c', 'd', 'e']

test('moves from nowhere to the first or last row, and stays at the ends', () => {
  const down = createSelection(() => ids)
  expect(down.move(1)).toBe('a')
  expect(down.move(-1)).toBe('a')
  const up = createSelection(() => ids)
  expect(up.move(-1)).toBe('e')
  expect(up.move(1)).toBe('e')
})

test('every row is reached, whatever walk leads there', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<1 | -1>(1, -1)), (steps) => {
      const selection = createSelection(() => ids)
      let at = -1
      for (const step of steps) {
        at = at === -1 && step === -1 ? ids.length - 1 : Math.min(ids.length - 1, Math.max(0, at + step))
        expect(selection.move(step)).toBe(ids[at])
      }
    }),
  )
})

test('when the active row has gone, the next one is the row that took its place', () => {
  let shown = ids
  const selection = createSelection(() => shown)
  selection.activate('b')
  shown = ['a', 'c', 'd', 'e']
  expect(selection.move(1)).toBe('c')
})

test('a move wakes the row it leaves and the row it reaches', () => {
  const selection = createSelection(() => ids)
  const wake = vi.fn<(id: string) => void>()
  for (const id of ids) selection.subscribeRow(id, () => wake(id))
  selection.activate('b')
  wake.mockClear()
  selection.move(1)
  expect(wake.mock.calls).toEqual([['b'], ['c']])
})

test('extending selects as it goes and gives up again on the way back', () => {
  const selection = createSelection(() => ids)
  selection.activate('b')
  selection.extend(1)
  selection.extend(1)
  expect(selection.targets()).toEqual(['b', 'c', 'd'])
  selection.extend(-1)
  expect(selection.targets()).toEqual(['b', 'c'])
})

test('targets are the selected rows in the order of the list, else the active one', () => {
  const selection = createSelection(() => ids)
  expect(selection.targets()).toEqual([])
  selection.activate('c')
  expect(selection.targets()).toEqual(['c'])
  selection.toggle('e')
  selection.toggle('a')
  expect(selection.targets()).toEqual(['a', 'e'])
})

test('a selected row that the list no longer shows is given up', () => {
  let shown = ids
  const selection = createSelection(() => shown)
  selection.selectAllLoaded()
  shown = ['a', 'b']
  selection.prune()
  expect(selection.count()).toBe(2)
})

test('the neighbour is the next row that stays, else the one before', () => {
  const selection = createSelection(() => ids)
  selection.activate('c')
  expect(selection.neighbour(new Set(['c', 'd']), 1)).toBe('e')
  expect(selection.neighbour(new Set(['c', 'd', 'e']), 1)).toBe('b')
  expect(selection.neighbour(new Set(['c']), -1)).toBe('b')
  expect(selection.neighbour(new Set(ids), 1)).toBeNull()
})
