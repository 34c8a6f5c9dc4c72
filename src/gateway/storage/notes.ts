import type { SortKey } from '#contract/conversation.ts'
import { storableText } from './storable-text.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type NoteRow = Tables['notes']

function select(db: Read, workspaceId: string) {
  return db.selectFrom('notes').selectAll().where('workspace_id', '=', workspaceId)
}

/** Answers the note as it is stored. */
export async function insertNote(tx: Tx, note: NoteRow): Promise<NoteRow> {
  const row = { ...note, text: storableText(note.text) }
  await tx.insertInto('notes').values(row).execute()
  return row
}

export async function noteByKey(db: Read, workspaceId: string, key: string): Promise<NoteRow | undefined> {
  return select(db, workspaceId).where('key', '=', key).executeTakeFirst()
}

export async function getNote(
  db: Read,
  workspaceId: string,
  conversationId: string,
  id: string,
): Promise<NoteRow | undefined> {
  return select(db, workspaceId).where('conversation_id', '=', conversationId).where('id', '=', id).executeTakeFirst()
}

/** Newest first, from below `before`. */
export async function listNotes(
  db: Read,
  workspaceId: string,
  conversationId: string,
  { limit, before }: { limit: number; before: SortKey | null },
): Promise<NoteRow[]> {
  let query = select(db, workspaceId).where('conversation_id', '=', conversationId)
  if (before !== null) {
    query = query.where((eb) => eb(eb.refTuple('created_ms', 'id'), '<', eb.tuple(before.ms, before.id)))
  }
  return query.orderBy('created_ms', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

export async function deleteNote(tx: Tx, note: NoteRow): Promise<void> {
  await tx
    .deleteFrom('notes')
    .where('workspace_id', '=', note.workspace_id)
    .where('conversation_id', '=', note.conversation_id)
    .where('id', '=', note.id)
    .execute()
}
