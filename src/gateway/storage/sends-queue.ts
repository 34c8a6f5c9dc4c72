import { isPostgres } from './is-postgres.ts'
import { readSend } from './sends.ts'
import type { SendRow } from './sends.ts'
import type { Read, Tx } from './storage.ts'

/** Sends that are next in their conversations: nothing that is owed there was written before. */
function first(db: Read, workspaceId: string, connectionId: string) {
  return db
    .selectFrom('sends')
    .where('sends.workspace_id', '=', workspaceId)
    .where('sends.connection_id', '=', connectionId)
    .where('sends.state', '=', 'owed')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('sends as before')
            .select('before.id')
            .whereRef('before.workspace_id', '=', 'sends.workspace_id')
            .whereRef('before.conversation_id', '=', 'sends.conversation_id')
            .where('before.state', '=', 'owed')
            .whereRef('before.id', '<', 'sends.id'),
        ),
      ),
    )
}

/** When the next send can be claimed (epoch ms, perhaps in the past), or null when none waits. */
export async function nextSendAt(db: Read, workspaceId: string, connectionId: string): Promise<number | null> {
  const { due } = await first(db, workspaceId, connectionId)
    .where('sends.claimed_by', 'is', null)
    .select((eb) => eb.fn.min<number | null>('sends.not_before_ms').as('due'))
    .executeTakeFirstOrThrow()
  return due
}

/** Claims sends that are due, longest waiting first, and never two of one conversation. */
export async function claimSends(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  { now, owner, limit }: { now: number; owner: string; limit: number },
): Promise<SendRow[]> {
  const due = first(tx, workspaceId, connectionId)
    .select('sends.id')
    .where('sends.claimed_by', 'is', null)
    .where('sends.not_before_ms', '<=', now)
    .orderBy('sends.id')
    .limit(limit)
  const found = await (isPostgres(tx) ? due.forUpdate().skipLocked() : due).execute()
  if (found.length === 0) return []
  const rows = await tx
    .updateTable('sends')
    .set((eb) => ({
      claimed_by: owner,
      // What is not in doubt never reached the vendor.
      first_tried_ms: eb
        .case()
        .when('in_doubt', '=', 1)
        .then(eb.fn.coalesce('first_tried_ms', eb.val(now)))
        .else(now)
        .end(),
      attempts: eb('attempts', '+', 1),
    }))
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      found.map(({ id }) => id),
    )
    .returningAll()
    .execute()
  return rows.map(readSend).sort((a, b) => a.id - b.id)
}

/**
 * Lets go of what another worker than `owner` claimed and did not finish: whether the vendor has it is unknown. Answers those sends.
 */
export async function abandonSends(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  owner: string,
): Promise<SendRow[]> {
  const rows = await tx
    .updateTable('sends')
    .set({ claimed_by: null, in_doubt: 1, last_error: 'interrupted' })
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'owed')
    .where('claimed_by', 'is not', null)
    .where('claimed_by', '<>', owner)
    .returningAll()
    .execute()
  return rows.map(readSend)
}

/** How many messages the vendor does not have yet. */
export async function sendsBacklog(db: Read, workspaceId: string, connectionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('sends')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'owed')
    .executeTakeFirstOrThrow()
  return count
}
