import * as z from 'zod/mini'
import { syncNoticeSchema } from '#contract/conversation.ts'
import type { OwedField, SyncNotice } from '#contract/conversation.ts'

const noticesSchema = z.array(syncNoticeSchema)

/** The notices in a conversation's column, one for each field at most. */
export function parseNotices(column: string | null): SyncNotice[] {
  return column === null ? [] : noticesSchema.parse(JSON.parse(column))
}

/** The column with this notice in place of an older one of the same field. */
export function putNotice(column: string | null, notice: SyncNotice): string | null {
  return written([...parseNotices(column).filter(({ field }) => field !== notice.field), notice])
}

/** The column without the notices of some fields: whoever acts on a field has decided anew. */
export function dropNotices(column: string | null, fields: readonly OwedField[]): string | null {
  return written(parseNotices(column).filter(({ field }) => !fields.includes(field)))
}

function written(notices: readonly SyncNotice[]): string | null {
  return notices.length === 0 ? null : JSON.stringify(notices)
}
