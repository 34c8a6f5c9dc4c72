import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import type { SortKey } from '#contract/conversation.ts'

/** Enough of an HMAC that nobody finds another message for it, in an address that stays short. */
const MAC_BYTES = 16

const contentSchema = z.object({ ms: z.int(), id: z.string(), filters: z.string() })

/** Cursors are opaque, signed, and only good for the filters they were made with. */
export type Cursors = {
  write(after: SortKey, filters: string): string
  /** The key to go on after; null for a cursor that was tampered with, or made for other filters. */
  read(cursor: string, filters: string): SortKey | null
}

/** Cursors signed with `secret`: every gateway that has the same one reads them. */
export function createCursors(secret: string): Cursors {
  // Each use has a name of its own, so that a hash of filters, which a caller can choose, is never the signature of a cursor.
  const mac = (use: 'filters' | 'cursor', text: string) =>
    createHmac('sha256', secret).update(`${use}\0${text}`).digest().subarray(0, MAC_BYTES).toString('base64url')
  return {
    write(after, filters) {
      const text = JSON.stringify({ ms: after.ms, id: after.id, filters: mac('filters', filters) })
      const content = Buffer.from(text).toString('base64url')
      return `${content}.${mac('cursor', content)}`
    },
    read(cursor, filters) {
      const [content = '', signature = '', ...rest] = cursor.split('.')
      // The text is compared and not what it decodes to: base64 has several spellings of the same bytes.
      if (rest.length > 0 || !isEqual(signature, mac('cursor', content))) return null
      const parsed = z.safeParse(contentSchema, JSON.parse(Buffer.from(content, 'base64url').toString()))
      if (!parsed.success || parsed.data.filters !== mac('filters', filters)) return null
      return { ms: parsed.data.ms, id: parsed.data.id }
    },
  }
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
