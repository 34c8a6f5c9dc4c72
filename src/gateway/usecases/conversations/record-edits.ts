import type { Actor, Change } from '#contract/live-event.ts'
import { appendChanges } from '#gateway/storage/changes.ts'
import { insertConversations, updateConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { adjustCounts, countDeltas } from '#gateway/storage/counts.ts'
import { allocateSeqs } from '#gateway/storage/workspaces.ts'
import type { Tx } from '#gateway/storage/storage.ts'

export type EditChange = {
  field: Change['field']
  from: string | null
  to: string | null
  actor: Actor
  client: string | null
}

/** A change that names no values: whoever hears of it reads the conversation as it is now. */
export function changeOf(
  field: 'created' | 'details' | 'removed' | 'sync',
  actor: Actor,
  client: string | null = null,
): EditChange {
  return { field, from: null, to: null, actor, client }
}

/** One conversation before and after, and what the world is told of it. Without changes the row is written silently. */
export type Edit = { before: ConversationRow | null; after: ConversationRow; changes: EditChange[] }

/**
 * Writes edits as one: rows, counts and changes, with a seq for every change and the last one as the row's version.
 * The seqs are taken last but for the rows that carry them, because taking them makes every other writer of the workspace wait.
 */
export async function recordEdits(tx: Tx, workspaceId: string, edits: readonly Edit[], now: number): Promise<void> {
  if (edits.length === 0) return
  await adjustCounts(
    tx,
    workspaceId,
    edits.flatMap(({ before, after }) => countDeltas(before, after)),
  )
  const total = edits.reduce((sum, edit) => sum + Math.max(edit.changes.length, edit.before === null ? 1 : 0), 0)
  let seq = total === 0 ? 0 : (await allocateSeqs(tx, workspaceId, total)) - total
  const inserts: ConversationRow[] = []
  const changes = []
  for (const { before, after, changes: told } of edits) {
    const row = { ...after }
    for (const change of told) {
      seq += 1
      changes.push({
        seq,
        conversation_id: row.id,
        field: change.field,
        from_value: change.from,
        to_value: change.to,
        actor: change.actor,
        client: change.client,
        at_ms: now,
      })
      row.version = seq
      if (change.field === 'status')
        Object.assign(row, { status_seq: seq, status_actor: JSON.stringify(change.actor), status_ms: now })
      if (change.field === 'assignee')
        Object.assign(row, { assignee_seq: seq, assignee_actor: JSON.stringify(change.actor) })
    }
    if (before === null) {
      if (told.length === 0) row.version = seq += 1
      inserts.push(row)
    } else {
      await updateConversation(tx, workspaceId, row.id, columnsThatDiffer(before, row))
    }
  }
  if (inserts.length > 0) await insertConversations(tx, inserts)
  if (changes.length > 0) await appendChanges(tx, workspaceId, changes)
}

function columnsThatDiffer(before: ConversationRow, after: ConversationRow): Partial<ConversationRow> {
  const old = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(Object.entries(after).filter(([column, value]) => old.get(column) !== value))
}
