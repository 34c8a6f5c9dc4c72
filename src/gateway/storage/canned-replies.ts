import { storableText } from './storable-text.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type CannedReplyRow = Tables['canned_replies']

function select(db: Read, workspaceId: string) {
  return db.selectFrom('canned_replies').selectAll().where('workspace_id', '=', workspaceId)
}

/** By shortcut. */
export async function listCannedReplies(db: Read, workspaceId: string): Promise<CannedReplyRow[]> {
  return select(db, workspaceId).orderBy('shortcut').execute()
}

export async function getCannedReply(db: Read, workspaceId: string, id: string): Promise<CannedReplyRow | undefined> {
  return select(db, workspaceId).where('id', '=', id).executeTakeFirst()
}

export async function cannedReplyByShortcut(
  db: Read,
  workspaceId: string,
  shortcut: string,
): Promise<CannedReplyRow | undefined> {
  return select(db, workspaceId).where('shortcut', '=', shortcut).executeTakeFirst()
}

/** Puts a reply, in place of the one with the same id. Answers it as it is stored. */
export async function putCannedReply(tx: Tx, reply: CannedReplyRow): Promise<CannedReplyRow> {
  const row = { ...reply, text: storableText(reply.text) }
  const { shortcut, text, updated_ms, updated_by } = row
  await tx
    .insertInto('canned_replies')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'id']).doUpdateSet({ shortcut, text, updated_ms, updated_by }),
    )
    .execute()
  return row
}

export async function deleteCannedReply(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('canned_replies').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}
