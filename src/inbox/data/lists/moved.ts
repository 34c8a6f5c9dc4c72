import { compareSortKeys } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { placeOf } from '#inbox/lib/sorted.ts'

type Orders = {
  rows: readonly SortKey[]
  truth: readonly SortKey[]
  /** Rows in both orders whose keys differ; every other row stands in the same order in both. */
  displaced: ReadonlySet<string>
  placeInRows: (id: string) => SortKey | undefined
  placeInTruth: (id: string) => SortKey | undefined
  /** Whether a row is in both orders. */
  stays: (id: string) => boolean
}

/**
 * How many displaced rows would change place among the others. A row that got a newer key but has the same neighbours does not move,
 * so 0 means that both orders agree. Costs as much as there are displaced rows, not as many as the list is long.
 */
export function countMoved(orders: Orders): number {
  let moved = 0
  for (const id of orders.displaced) {
    const before = anchorOf(orders.rows, orders.placeInRows(id), orders)
    const after = anchorOf(orders.truth, orders.placeInTruth(id), orders)
    if (before !== after) moved += 1
  }
  return moved
}

/** The next row above that was not displaced, and how many displaced ones stand in between. */
function anchorOf(sorted: readonly SortKey[], key: SortKey | undefined, { displaced, stays }: Orders): string {
  if (key === undefined) return ''
  let between = 0
  for (let place = placeOf(sorted, key, compareSortKeys) - 1; place >= 0; place -= 1) {
    const row = sorted[place]
    if (row === undefined || !stays(row.id)) continue
    if (!displaced.has(row.id)) return `${row.id}:${between}`
    between += 1
  }
  return `:${between}`
}
