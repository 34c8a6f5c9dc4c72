import { rowsByVendorId } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { vendorActor } from '../vendor-actor.ts'
import { changeOf, recordEdits } from './record-edits.ts'

/**
 * Takes a conversation that the vendor no longer has out of every list. It comes back by itself should the vendor show it again. What is
 * owed to it stays owed: its delivery finds that nobody is there to take it, gives it back and leaves a notice.
 */
export async function removeConversation(
  deps: { storage: Storage; now: () => number },
  gone: { workspaceId: string; connectionId: string; connectionName: string; vendorId: string },
): Promise<void> {
  const { workspaceId, connectionId, vendorId } = gone
  await deps.storage.write(async (tx) => {
    const row = (await rowsByVendorId(tx, workspaceId, connectionId, [vendorId])).get(vendorId)
    if (row === undefined || row.removed_ms !== null) return
    const now = deps.now()
    const change = changeOf('removed', vendorActor({ id: connectionId, name: gone.connectionName }))
    await recordEdits(tx, workspaceId, [{ before: row, after: { ...row, removed_ms: now }, changes: [change] }], now)
  })
}
