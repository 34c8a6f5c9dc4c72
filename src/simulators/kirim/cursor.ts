import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

import { VendorError } from './errors.ts'

/** Where a list page ended: the sort value and id of its last row. */
export type Position = { sort: number; id: string }

export type Cursors = {
  /** @param filters what the page was filtered by; the cursor is refused with any other set. */
  seal: (position: Position, filters: Filters) => string
  /** Throws `invalid_cursor` for anything that `seal` did not make with the same filters. */
  open: (cursor: string, filters: Filters) => Position
}

export type Filters = Record<string, string | undefined>

export function createCursors(key: string): Cursors {
  const mac = (payload: string): Buffer => createHmac('sha256', key).update(payload).digest().subarray(0, 16)
  return {
    seal: ({ sort, id }, filters) => {
      const payload = Buffer.from(JSON.stringify([sort, id, hash(filters)])).toString('base64url')
      return `${payload}.${mac(payload).toString('base64url')}`
    },
    open: (cursor, filters) => {
      const [payload = '', seal = '', ...rest] = cursor.split('.')
      const given = Buffer.from(seal, 'base64url')
      const expected = mac(payload)
      // The text is compared too: base64 has several spellings of the same bytes.
      const genuine =
        given.length === expected.length && timingSafeEqual(given, expected) && expected.toString('base64url') === seal
      if (!genuine || rest.length > 0) throw invalidCursor()
      const [sort, id, bound] = decode(payload)
      if (bound !== hash(filters)) throw invalidCursor()
      return { sort, id }
    },
  }
}

function decode(payload: string): [number, string, string] {
  const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  if (!Array.isArray(parsed)) throw invalidCursor()
  const [sort, id, bound]: unknown[] = parsed
  if (typeof sort !== 'number' || typeof id !== 'string' || typeof bound !== 'string') throw invalidCursor()
  return [sort, id, bound]
}

function hash(filters: Filters): string {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined)
  set.sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(set)).digest('base64url').slice(0, 16)
}

function invalidCursor(): VendorError {
  return new VendorError('invalid_cursor', 'This cursor is malformed or belongs to another query.', 'cursor')
}
