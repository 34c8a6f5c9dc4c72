import { claimFirstMessages, nextFirstMessageAt } from '#gateway/storage/first-messages.ts'
import { recoverFirstMessages } from '#gateway/usecases/messages/settle-first-message.ts'
import { beginOne } from './begin-one.ts'
import type { Vendor } from '../vendor.ts'
import { workOff } from './work-off.ts'

/** Sends messages to numbers that were never written to, and finds the conversations that the vendor makes of them, until `signal` aborts. */
export async function deliverFirstMessages(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const { workspaceId, connection, storage } = vendor
  await workOff(vendor, owner, signal, {
    bell: vendor.firstBell,
    recover: (claimant) => recoverFirstMessages(vendor, { workspaceId, connectionId: connection.id, owner: claimant }),
    nextDueAt: () => nextFirstMessageAt(storage.db, workspaceId, connection.id),
    yields: async () => 0,
    claim: (tx, claim) => claimFirstMessages(tx, workspaceId, connection.id, claim),
    deliver: (message) => beginOne(vendor, message, signal),
  })
}
