import { ConnectorError } from '../connector-error.ts'

/** Where a list stands: which page of tickets, or behind the last of them which page of chats. Pages count from one. */
export type Place = { kind: 'tickets' | 'chats'; page: number }

export function readCursor(cursor: string | undefined): Place {
  if (cursor === undefined) return { kind: 'tickets', page: 1 }
  const [, kind, page] = /^([tc])([1-9]\d{0,6})$/.exec(cursor) ?? []
  if (page === undefined) throw new ConnectorError('rejected', 'invalid_cursor', 'This is no cursor of a list here.')
  return { kind: kind === 'c' ? 'chats' : 'tickets', page: Number(page) }
}

export function writeCursor({ kind, page }: Place): string {
  return `${kind === 'chats' ? 'c' : 't'}${page}`
}

/** The page of a list of messages. */
export function readPageNumber(cursor: string | undefined): number {
  if (cursor === undefined) return 1
  if (/^[1-9]\d{0,6}$/.test(cursor)) return Number(cursor)
  throw new ConnectorError('rejected', 'invalid_cursor', 'This is no cursor of a list here.')
}
