import { ConnectorError } from '../connector-error.ts'
import { isUsableId } from '../kit/wire-parts.ts'

/**
 * Where a walk through search stands: the sort value of the last row, and the rows of that millisecond that were met already. The vendor
 * takes the number alone, which skips or repeats the rest of its millisecond.
 */
export type Position = { sortMs: number; met: readonly string[] }

/** Rows of one millisecond beyond this many are met once more rather than carried along. */
const MOST_MET = 200

export function writeCursor({ sortMs, met }: Position): string {
  return [String(sortMs), ...met.slice(0, MOST_MET)].join(',')
}

/** Throws `ConnectorError` for what is no cursor of ours. */
export function readCursor(cursor: string): Position {
  const [sort = '', ...met] = cursor.split(',')
  if (/^\d{1,15}$/.test(sort) && met.every(isUsableId)) return { sortMs: Number(sort), met }
  throw new ConnectorError('rejected', 'invalid_cursor', 'This cursor is none of this connector’s.')
}
