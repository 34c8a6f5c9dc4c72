import type { Connection } from '#contract/connection.ts'

/** Reading again after every page of a backfill would cost as much as the backfill; by then this much more must be there. */
const GROWTH = 1.1
const LEAST_GROWTH = 100

/**
 * Rows of a first reading appear without an event each, so a list that had reached its end has to be read again as the organisation
 * fills, and once when it is whole. Also the first time that a connection is seen to be whole: the list may be older than that.
 */
export function createBackfillWatch(readAgain: () => void): (connections: readonly Connection[]) => void {
  const readAt = new Map<string, number>()
  return (connections) => {
    const grown = connections.filter(({ id, backfill }) => {
      const rows = backfill.done ? Number.POSITIVE_INFINITY : backfill.rows
      const before = readAt.get(id) ?? (backfill.done ? 0 : rows)
      const isDue = rows > before && rows >= before * GROWTH + LEAST_GROWTH
      if (isDue || !readAt.has(id)) readAt.set(id, rows)
      return isDue
    })
    if (grown.length > 0) readAgain()
  }
}
