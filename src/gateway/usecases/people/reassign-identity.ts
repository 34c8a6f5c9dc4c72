import { conversationsHeldBy } from '#gateway/storage/conversations.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import type { IdentityMove } from './people-deps.ts'
import { recordEdits } from '../conversations/record-edits.ts'
import type { Edit } from '../conversations/record-edits.ts'

/**
 * Gives the conversations of a vendor's user to the agent whom that user turned out to be. One that an agent assigned to somebody
 * else meanwhile is left alone.
 */
export async function reassignIdentity(tx: Tx, move: IdentityMove, now: number): Promise<void> {
  const { workspaceId, connectionId, vendorUserId, from, to, actor } = move
  const rows = await conversationsHeldBy(tx, workspaceId, connectionId, vendorUserId, from)
  const edits = rows.map((row): Edit => ({
    before: row,
    after: { ...row, assignee_id: to },
    changes: [{ field: 'assignee', from, to, actor, client: null }],
  }))
  await recordEdits(tx, workspaceId, edits, now)
}
