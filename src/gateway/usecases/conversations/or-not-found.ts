import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { fail } from '../fail.ts'

/** The conversation, where it is here: one that never was, or that the vendor no longer has, fails with `resource_not_found`. */
export function orNotFound<Row extends Pick<ConversationRow, 'removed_ms'>>(row: Row | undefined): Row {
  return row === undefined || row.removed_ms !== null ? fail('resource_not_found') : row
}
