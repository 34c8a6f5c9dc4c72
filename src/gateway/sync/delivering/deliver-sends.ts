import { claimSends, nextSendAt } from '#gateway/storage/sends-queue.ts'
import { recoverSends } from '#gateway/usecases/messages/recover-sends.ts'
import { sendOne } from './send-one.ts'
import type { Vendor } from '../vendor.ts'
import { workOff } from './work-off.ts'

/** Sends what agents wrote, until `signal` aborts. Customers side by side; to one the messages keep their order. */
export async function deliverSends(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const { workspaceId, connection, storage } = vendor
  await workOff(vendor, owner, signal, {
    bell: vendor.sendBell,
    recover: (claimant) => recoverSends(vendor, { workspaceId, connection, owner: claimant }),
    nextDueAt: () => nextSendAt(storage.db, workspaceId, connection.id),
    yields: async () => 0,
    claim: (tx, claim) => claimSends(tx, workspaceId, connection.id, claim),
    deliver: (send) => sendOne(vendor, send, signal),
  })
}
