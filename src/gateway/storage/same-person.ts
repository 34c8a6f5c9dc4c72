import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import { listConnections } from './connections.ts'
import { getConversations } from './conversations.ts'
import type { ShownConversation } from './conversations.ts'
import { CONTACT_DIGITS } from './migrations/contact-digits.ts'
import type { Read } from './storage.ts'

/** What somebody is recognised by: digits of a number, an address in any case; null where there is none. */
export type PersonMarks = { digits: string | null; email: string | null }

/**
 * The newest conversations of contacts with exactly this number or this address on any connection but this one, `limit` by each at most,
 * removed ones left out, in no particular order.
 */
export async function conversationsOfSamePerson(
  db: Read,
  workspaceId: string,
  connectionId: string,
  { digits, email }: PersonMarks,
  limit: number,
): Promise<ShownConversation[]> {
  // By their names: only so can both databases walk an index that begins with the connection.
  const others = (await listConnections(db, workspaceId)).map(({ id }) => id).filter((id) => id !== connectionId)
  if (others.length === 0) return []
  const newest = db
    .selectFrom('conversations')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('removed_ms', 'is', null)
    .where('connection_id', 'in', others)
    // In no index: SQLite would else walk through all conversations, the newest first, to be spared sorting these few.
    .orderBy(sql`sort_ms + 0`, 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  const byNumber = digits === null ? [] : await newest.where(sql.raw<string>(CONTACT_DIGITS), '=', digits).execute()
  const byEmail =
    email === null
      ? []
      : await newest
          .where('contact_email', 'is not', null)
          .where(sql<SqlBool>`lower(contact_email) = lower(${email})`)
          .execute()
  return getConversations(db, workspaceId, [...new Set([...byNumber, ...byEmail].map(({ id }) => id))])
}
