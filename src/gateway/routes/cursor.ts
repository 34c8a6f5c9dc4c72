import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import type { SortKey } from '#contract/conversation.ts'

const MAC_BYTES = 16

const contentSchema = z.object({ ms: z.int(), id: z.string(), filters: z.string() })

/** Cursors are opaque, signed, and only good for the filters they were made with. */
export type Cursors = {
  write(after: SortKey, filters: string): string
  /** The key to go on after; null for a cursor that was tampered with, or made for other filters. */
  read(cursor: string, filters: string): SortKey | null
}

export function createCursors(secret: string): Cursors {
  const mac = (content: string) =>
    createHmac('sha256', secret).update('cursor\0').update(content).digest().subarray(0, MAC_BYTES)
  const short = (filters: string) => mac(filters).toString('base64url')
  return {
    write(after, filters) {
      const content = Buffer.from(JSON.stringify({ ...after, filters: short(filters) })).toString('base64url')
      return `${content}.${mac(content).toString('base64url')}`
    },
    read(cursor, filters) {
      const [content = '', signature = '', ...rest] = cursor.split('.')
      const given = Buffer.from(signature, 'base64url')
      if (rest.length > 0 || given.length !== MAC_BYTES || !timingSafeEqual(given, mac(content))) return null
      const parsed = z.safeParse(contentSchema, JSON.parse(Buffer.from(content, 'base64url').toString()))
      if (!parsed.success || parsed.data.filters !== short(filters)) return null
      return { ms: parsed.data.ms, id: parsed.data.id }
    },
  }
}
