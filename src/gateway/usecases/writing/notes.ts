import type { SortKey } from '#contract/conversation.ts'
import type { Actor } from '#contract/live-event.ts'
import { noteSchema } from '#contract/note.ts'
import type { Note } from '#contract/note.ts'
import { newId } from '#gateway/auth/random.ts'
import { conversationForUpdate, getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { deleteNote as removeNote, getNote, insertNote, listNotes, noteByKey } from '#gateway/storage/notes.ts'
import type { NoteRow } from '#gateway/storage/notes.ts'
import { storableText } from '#gateway/storage/storable-text.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'
import { orNotFound } from '../conversations/or-not-found.ts'
import { recordEdits } from '../conversations/record-edits.ts'

type Deps = { storage: Storage; now: () => number }
type At = { workspaceId: string; conversationId: string }
type Act = At & { actor: Actor; client: string | null }

const { author: authorSchema } = noteSchema.shape

/** Notes of a conversation, newest first, from below `before`. Fails with `resource_not_found`. */
export async function readNotes(
  { storage }: Pick<Deps, 'storage'>,
  { workspaceId, conversationId }: At,
  { before, limit }: { before: SortKey | null; limit: number },
): Promise<{ notes: Note[]; hasMore: boolean }> {
  orNotFound(await getConversation(storage.db, workspaceId, conversationId))
  const rows = await listNotes(storage.db, workspaceId, conversationId, { limit: limit + 1, before })
  return { notes: rows.slice(0, limit).map(presentNote), hasMore: rows.length > limit }
}

/**
 * Writes a note and tells everybody that there is one. A key that was used before is answered with its note. Fails with
 * `resource_not_found`, or with `idempotency_key_reuse` when the key brought another note.
 */
export async function writeNote(deps: Deps, note: Act & { key: string; text: string }): Promise<Note> {
  const { workspaceId, conversationId, key, text, actor } = note
  return deps.storage.write(async (tx) => {
    const row = orNotFound(await conversationForUpdate(tx, workspaceId, conversationId))
    const earlier = await noteByKey(tx, workspaceId, key)
    if (earlier !== undefined) {
      const isSame = earlier.conversation_id === conversationId && earlier.text === storableText(text)
      return isSame ? presentNote(earlier) : fail('idempotency_key_reuse')
    }
    const written = await insertNote(tx, {
      workspace_id: workspaceId,
      conversation_id: conversationId,
      id: newId('nte'),
      key,
      text,
      author: JSON.stringify({ id: actor.id, name: actor.name }),
      created_ms: deps.now(),
    })
    await tell(tx, row, { from: null, to: written.id }, note, deps.now())
    return presentNote(written)
  })
}

/** Fails with `resource_not_found`, or with `permission_denied` when it is somebody else's and `ofAnybody` does not allow that. */
export async function deleteNote(deps: Deps, note: Act & { noteId: string; ofAnybody: boolean }): Promise<void> {
  const { workspaceId, conversationId, noteId, actor, ofAnybody } = note
  await deps.storage.write(async (tx) => {
    const row = orNotFound(await conversationForUpdate(tx, workspaceId, conversationId))
    const found = (await getNote(tx, workspaceId, conversationId, noteId)) ?? fail('resource_not_found')
    if (!ofAnybody && presentNote(found).author.id !== actor.id) fail('permission_denied')
    await removeNote(tx, found)
    await tell(tx, row, { from: noteId, to: null }, note, deps.now())
  })
}

async function tell(
  tx: Tx,
  row: ConversationRow,
  change: { from: string | null; to: string | null },
  { workspaceId, actor, client }: Act,
  now: number,
): Promise<void> {
  const told = { field: 'note' as const, ...change, actor, client }
  await recordEdits(tx, workspaceId, [{ before: row, after: row, changes: [told] }], now)
}

function presentNote(row: NoteRow): Note {
  return {
    id: row.id,
    object: 'note',
    conversation_id: row.conversation_id,
    text: row.text,
    author: authorSchema.parse(JSON.parse(row.author)),
    key: row.key,
    created_at: new Date(row.created_ms).toISOString(),
  }
}
