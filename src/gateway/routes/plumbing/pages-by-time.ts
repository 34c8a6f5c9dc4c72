import type { SortKey } from '#contract/conversation.ts'
import { DEFAULT_LIMIT } from '#contract/conversation-search.ts'
import { fail } from '#gateway/usecases/fail.ts'
import type { Cursors } from './cursor.ts'

type Query = { limit?: string | undefined; cursor?: string | undefined }

/** Where a page of what is ordered by time begins, and how it is answered; a cursor is good for the same `filters` only. */
export function pagesByTime(cursors: Cursors, filters: string) {
  return {
    cutOf({ limit, cursor }: Query): { before: SortKey | null; limit: number } {
      const before = cursor === undefined ? null : cursors.read(cursor, filters)
      if (before === null && cursor !== undefined) fail('invalid_cursor', { param: 'cursor' })
      return { before, limit: limit === undefined ? DEFAULT_LIMIT : Number(limit) }
    },
    /** `items` newest first. */
    answer<T extends { id: string; created_at: string }>(items: T[], hasMore: boolean) {
      const last = hasMore ? items.at(-1) : undefined
      return {
        data: items,
        has_more: last !== undefined,
        next_cursor:
          last === undefined ? null : cursors.write({ ms: Date.parse(last.created_at), id: last.id }, filters),
      }
    },
  }
}
