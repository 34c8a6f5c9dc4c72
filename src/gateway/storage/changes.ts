import { actorSchema } from '#contract/live-event.ts'
import type { Actor } from '#contract/live-event.ts'
import { chunks } from './rows.ts'
import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'

/** A change as it is stored, with its actor read. */
export type ChangeRow = Omit<WithoutWorkspace<'changes'>, 'actor'> & { actor: Actor }

const ROWS_PER_STATEMENT = 500

/** The seqs are those that `allocateSeqs` gave to this transaction, each used once. */
export async function appendChanges(tx: Tx, workspaceId: string, changes: readonly ChangeRow[]): Promise<void> {
  const rows = changes.map((change) =>
    Object.assign({}, change, { workspace_id: workspaceId, actor: JSON.stringify(change.actor) }),
  )
  for (const some of chunks(rows, ROWS_PER_STATEMENT)) await tx.insertInto('changes').values(some).execute()
}

function select(db: Read, workspaceId: string) {
  return db
    .selectFrom('changes')
    .select(['seq', 'conversation_id', 'field', 'from_value', 'to_value', 'actor', 'client', 'at_ms'])
    .where('workspace_id', '=', workspaceId)
}

function parsed(row: WithoutWorkspace<'changes'>): ChangeRow {
  return { ...row, actor: actorSchema.parse(JSON.parse(row.actor)) }
}

/** Changes after `since`, in order. Complete only when `oldestSeq` is not beyond `since + 1`. */
export async function readChanges(db: Read, workspaceId: string, since: number, limit: number): Promise<ChangeRow[]> {
  const rows = await select(db, workspaceId).where('seq', '>', since).orderBy('seq').limit(limit).execute()
  return rows.map(parsed)
}

/** The changes of one conversation after `since`, in order: what a 412 answers with. */
export async function changesOf(
  db: Read,
  workspaceId: string,
  conversationId: string,
  since: number,
): Promise<ChangeRow[]> {
  const rows = await select(db, workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', since)
    .orderBy('seq')
    .execute()
  return rows.map(parsed)
}

/** The newest changes of some fields of one conversation, the newest first. */
export async function newestChangesOf(
  db: Read,
  workspaceId: string,
  conversationId: string,
  fields: readonly ChangeRow['field'][],
  limit: number,
): Promise<ChangeRow[]> {
  const rows = await select(db, workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('field', 'in', fields)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(parsed)
}

/** The oldest change that is still kept, or null when none is. */
export async function oldestSeq(db: Read, workspaceId: string): Promise<number | null> {
  const row = await db
    .selectFrom('changes')
    .select('seq')
    .where('workspace_id', '=', workspaceId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? null
}

/**
 * Forgets changes from before `before` (epoch ms), but always keeps the newest `keepAtLeast`. What stays has no gaps, so
 * `oldestSeq` says how far back a client can resume. Answers how many were forgotten.
 */
export async function pruneChanges(
  tx: Tx,
  workspaceId: string,
  { before, keepAtLeast }: { before: number; keepAtLeast: number },
): Promise<number> {
  const youngest = await tx
    .selectFrom('changes')
    .select('seq')
    .where('workspace_id', '=', workspaceId)
    .orderBy('seq', 'desc')
    .offset(Math.max(0, keepAtLeast - 1))
    .limit(1)
    .executeTakeFirst()
  if (youngest === undefined) return 0
  const recent = await tx
    .selectFrom('changes')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('workspace_id', '=', workspaceId)
    .where('at_ms', '>=', before)
    .executeTakeFirst()
  const keepFrom = Math.min(youngest.seq + (keepAtLeast === 0 ? 1 : 0), recent?.seq ?? Number.MAX_SAFE_INTEGER)
  const { numDeletedRows } = await tx
    .deleteFrom('changes')
    .where('workspace_id', '=', workspaceId)
    .where('seq', '<', keepFrom)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
