import type { Context } from 'hono'

import type { Cursors, Filters, Position } from './cursor.ts'
import { VendorError } from './errors.ts'

export type PageRequest = { limit: number; after: Position | null; filters: Filters }
export type Page<T> = { data: T[]; has_more: boolean; next_cursor: string | null }

/** Reads `limit` and `cursor`; throws `invalid_limit` or `invalid_cursor`. */
export function readPageRequest(c: Context, cursors: Cursors, list: string, query: Filters): PageRequest {
  // The list's own name is part of what a cursor is bound to: one from /contacts is no use in /messages.
  const filters = { ...query, list }
  const cursor = c.req.query('cursor')
  return {
    limit: readLimit(c.req.query('limit')),
    after: cursor === undefined ? null : cursors.open(cursor, filters),
    filters,
  }
}

/**
 * Cuts a page from rows that were read with `limit + 1`, so that the end is known without a count.
 * @param position the sort key of a row, as the list is ordered by it
 */
export function cutPage<T>(rows: T[], request: PageRequest, cursors: Cursors, position: (row: T) => Position): Page<T> {
  const data = rows.slice(0, request.limit)
  const last = data.at(-1)
  const more = rows.length > request.limit && last !== undefined
  return { data, has_more: more, next_cursor: more ? cursors.seal(position(last), request.filters) : null }
}

function readLimit(given: string | undefined): number {
  if (given === undefined) return 25
  const limit = /^\d+$/.test(given) ? Number(given) : 0
  if (limit < 1 || limit > 100) throw new VendorError('invalid_limit', 'limit must be between 1 and 100.', 'limit')
  return limit
}
