import { claimedFor } from '#gateway/storage/outbox.ts'
import type { OutboxRow } from '#gateway/storage/outbox.ts'
import type { Tx } from '#gateway/storage/storage.ts'

/** Whether a claim still stands: a worker that lost its lease unawares must not end what the next one took over from it. */
export async function isStillClaimed(tx: Tx, claimed: OutboxRow): Promise<boolean> {
  const present = await claimedFor(tx, claimed.workspace_id, claimed.conversation_id)
  return present?.id === claimed.id && present.claimed_by === claimed.claimed_by
}
