import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import { releaseOutbox } from '#gateway/storage/outbox.ts'
import type { OutboxRow } from '#gateway/storage/outbox.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { vendorActor } from '../vendor-actor.ts'
import { emptyPatch, mergePatches, rememberAttempt } from './outbox-patch.ts'
import { changeOf, recordEdits } from './record-edits.ts'
import { isStillClaimed } from './still-claimed.ts'

export type Delay = {
  claimed: OutboxRow
  connection: { id: string; name: string }
  /** Epoch ms before which it is not tried again. */
  notBefore: number
  /** Why, as a code: for the owner and the log. */
  reason: string
  /** True when the request went out and no answer came back, so that the vendor may hold the value already. */
  inDoubt: boolean
}

/** Puts a claimed write back into the queue, joined with what was wished meanwhile, and marks the conversation as delayed. */
export async function delayWrite(deps: { storage: Storage; now: () => number }, delay: Delay): Promise<void> {
  const { claimed, connection } = delay
  const { workspace_id: workspaceId, conversation_id: conversationId } = claimed
  await deps.storage.write(async (tx) => {
    // Before the outbox, as a PATCH does it, so that the two never wait for each other.
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    if (!(await isStillClaimed(tx, claimed))) return
    const tried = delay.inDoubt ? rememberAttempt(claimed.patch) : claimed.patch
    await releaseOutbox(tx, workspaceId, claimed.id, {
      notBefore: delay.notBefore,
      lastError: delay.reason,
      join: (_, newer) => mergePatches(tried, newer ?? emptyPatch),
    })
    if (row === undefined || row.sync_state === 'delayed') return
    const change = changeOf('sync', vendorActor(connection))
    await recordEdits(
      tx,
      workspaceId,
      [{ before: row, after: { ...row, sync_state: 'delayed' }, changes: [change] }],
      deps.now(),
    )
  })
}
