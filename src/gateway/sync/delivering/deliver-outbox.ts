import { claimDue, nextDueAt } from '#gateway/storage/outbox.ts'
import { nextFirstMessageAt } from '#gateway/storage/first-messages.ts'
import { nextSendAt } from '#gateway/storage/sends-queue.ts'
import { recoverClaims } from '#gateway/usecases/conversations/recover-claims.ts'
import { deliverOne } from './deliver-one.ts'
import type { Vendor } from '../vendor.ts'
import { workOff } from './work-off.ts'

/** Writes that are left to messages while some wait: a customer waits for those. */
const LEFT_TO_MESSAGES = 4

/** Delivers what agents changed, until `signal` aborts. Conversations side by side; within one the writes keep their order. */
export async function deliverOutbox(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const { workspaceId, connection, storage } = vendor
  await workOff(vendor, owner, signal, {
    bell: vendor.outboxBell,
    recover: (claimant) => recoverClaims(vendor, { workspaceId, connection, owner: claimant }),
    nextDueAt: () => nextDueAt(storage.db, workspaceId, connection.id),
    async yields() {
      const [send, first] = [
        await nextSendAt(storage.db, workspaceId, connection.id),
        await nextFirstMessageAt(storage.db, workspaceId, connection.id),
      ]
      const next = Math.min(send ?? Number.POSITIVE_INFINITY, first ?? Number.POSITIVE_INFINITY)
      return next <= vendor.now() ? LEFT_TO_MESSAGES : 0
    },
    claim: (tx, claim) => claimDue(tx, workspaceId, connection.id, claim),
    deliver: (row) => deliverOne(vendor, row, signal),
  })
}
