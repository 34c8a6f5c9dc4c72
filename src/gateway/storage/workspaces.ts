import { sql } from 'kysely'
import { noteSeq } from './transactions.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type WorkspaceRow = Tables['workspaces']

/** Creates the workspace unless it is there already, and answers it as it is; `name` is only used to create it. */
export async function ensureWorkspace(tx: Tx, id: string, name: string, now: number): Promise<WorkspaceRow> {
  await tx
    .insertInto('workspaces')
    .values({ id, name, seq: 0, created_ms: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return tx.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The seq of the last change: inside a snapshot, the moment that the snapshot shows. */
export async function currentSeq(db: Read, workspaceId: string): Promise<number> {
  const { seq } = await db
    .selectFrom('workspaces')
    .select('seq')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow(() => new Error(`There is no workspace ${workspaceId}.`))
  return seq
}

/**
 * Takes the next `n` seqs and answers the last of them. From here to the commit every other writer of the workspace waits, which makes
 * commit order seq order without gaps: so allocate as late as possible.
 */
export async function allocateSeqs(tx: Tx, workspaceId: string, n: number): Promise<number> {
  const { seq } = await tx
    .updateTable('workspaces')
    .set({ seq: sql<number>`seq + ${n}` })
    .where('id', '=', workspaceId)
    .returning('seq')
    .executeTakeFirstOrThrow(() => new Error(`There is no workspace ${workspaceId}.`))
  noteSeq(tx, workspaceId, seq)
  return seq
}
