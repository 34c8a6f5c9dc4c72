import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Status } from '#contract/conversation.ts'
import { selectRows } from './conversations.ts'
import type { ConversationRow } from './conversations.ts'
import type { Read } from './storage.ts'

/** The vendor's ids of all conversations that are open, or of all that are pending. */
export async function activeVendorIds(
  db: Read,
  workspaceId: string,
  connectionId: string,
  status: Exclude<Status, 'resolved'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('vendor_id')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('status', '=', status)
    // Said again for SQLite, which uses an index of some rows only where the query repeats its condition.
    .where('status', '<>', 'resolved')
    .where('removed_ms', 'is', null)
    .execute()
  return rows.map((row) => row.vendor_id)
}

/** Conversations whose newest message was not read yet, the newest first. */
export async function conversationsWantingPreview(
  db: Read,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<ConversationRow[]> {
  return selectRows(db, workspaceId, connectionId)
    .where(sql<SqlBool>`preview_wanted = 1`)
    .where('removed_ms', 'is', null)
    .orderBy('sort_ms', 'desc')
    .limit(limit)
    .execute()
}
