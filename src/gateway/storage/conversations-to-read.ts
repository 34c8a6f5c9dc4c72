import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Status } from '#contract/conversation.ts'
import { selectRows } from './conversations.ts'
import type { ConversationRow } from './conversations.ts'
import type { Read } from './storage.ts'

/**
 * The vendor's ids of all conversations that its list of the open ones should have, or that of the pending ones. A status that is kept here
 * says nothing of what the vendor has: those that are not resolved here are looked for among the open.
 */
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
    .where((eb) => {
      const isKeptHere = eb('status_kept_here', '=', 1)
      return status === 'open'
        ? eb.or([eb('status', '=', status), isKeptHere])
        : eb.and([eb('status', '=', status), eb.not(isKeptHere)])
    })
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
