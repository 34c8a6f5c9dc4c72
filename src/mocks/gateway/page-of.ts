import { DEFAULT_LIMIT } from '#contract/conversation-search.ts'

/** A page of a list that does not change meanwhile; the cursor is the id of the row before it. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  limit: string | undefined,
  cursor: string | undefined,
): { data: Row[]; has_more: boolean; next_cursor: string | null } {
  const from = cursor === undefined ? 0 : rows.findIndex((row) => row.id === cursor) + 1
  const data = rows.slice(from, from + Number(limit ?? DEFAULT_LIMIT))
  const hasMore = from + data.length < rows.length
  return { data, has_more: hasMore, next_cursor: hasMore ? (data.at(-1)?.id ?? null) : null }
}
