import { oncePer } from '#inbox/lib/once-per.ts'
import { partsHeight } from '../media/parts-height.ts'
import type { ThreadItem } from '../thread-items.ts'

/**
 * How high the items stand on each other: item `i` lies between `edges[i + 1]` and `edges[i]`, in pixels above the lower end of the
 * thread. Counted from below, what is put on top changes nothing for what was there.
 */
export type Stack = readonly number[]

/** An item that was never drawn counts by its guess, one that was by its measured height. */
export function stackOf(items: readonly ThreadItem[], heights: ReadonlyMap<string, number>): Stack {
  const edges = Array.from<number>({ length: items.length + 1 }).fill(0)
  let edge = 0
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at]
    if (item !== undefined) edge += heights.get(item.key) ?? guess(item)
    edges[at] = edge
  }
  return edges
}

/** The stack before anything was drawn: whoever comes back to a long thread does not wait for its whole length to be counted. */
export const guessedStack = oncePer((items: readonly ThreadItem[]) => stackOf(items, new Map()))

/** The first and last item between two heights above the lower end; what reaches in counts. An empty stack answers -1 as the last. */
export function itemsBetween(stack: Stack, low: number, high: number): { first: number; last: number } {
  const count = stack.length - 1
  const first = firstBelow(stack, high) - 1
  const last = firstBelow(stack, low, true) - 1
  return { first: Math.min(Math.max(0, first), Math.max(0, count - 1)), last: Math.min(Math.max(0, last), count - 1) }
}

/** The index of the first edge below a height, or at it when `orAt`. */
function firstBelow(stack: Stack, height: number, orAt = false): number {
  let low = 0
  let high = stack.length
  while (low < high) {
    const middle = (low + high) >> 1
    const edge = stack[middle] ?? 0
    if (edge < height || (orAt && edge === height)) high = middle
    else low = middle + 1
  }
  return low
}

const DAY_HEIGHT = 46
const CHANGE_HEIGHT = 28
const NOTE_HEIGHT = 46
const CHARACTERS_A_LINE = 60
const LINE_HEIGHT = 22
const MOST_LINES = 22

function guess(item: ThreadItem): number {
  if (item.type === 'day') return DAY_HEIGHT
  if (item.type === 'change') return CHANGE_HEIGHT
  if (item.type === 'note') return NOTE_HEIGHT + linesOf(item.note.text) * LINE_HEIGHT
  return (item.startsRun ? 12 : 3) + 14 + linesOf(item.message.text ?? '') * LINE_HEIGHT + partsHeight(item.message)
}

function linesOf(text: string): number {
  return Math.min(MOST_LINES, Math.ceil(text.length / CHARACTERS_A_LINE))
}
