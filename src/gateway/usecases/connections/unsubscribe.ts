import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { deleteSubscription } from '#gateway/storage/webhook-subscriptions.ts'

/** Somebody waits for it. */
const PATIENCE_MS = 5000

/**
 * Removes the subscription that we made at a vendor, and any other that leads to the same address: one may be there of which nobody heard,
 * because its connection ended meanwhile. Null where there is none. `left`: the vendor did not do it, and somebody has to remove it there;
 * it is replaced when the account is connected again.
 */
export async function unsubscribe(
  { storage, workspaceId }: { storage: Storage; workspaceId: string },
  {
    connectionId,
    vendorId,
    address,
    connector,
  }: {
    connectionId: string
    vendorId: string | null
    /** Where it leads; null where we made none. */
    address: string | null
    connector: Pick<Connector, 'subscribing'> | undefined
  },
): Promise<'removed' | 'left' | null> {
  if (connector?.subscribing === undefined) return vendorId === null ? null : 'left'
  const { subscribing } = connector
  const signal = AbortSignal.timeout(PATIENCE_MS)
  let found = vendorId !== null
  try {
    if (vendorId !== null) await subscribing.remove(vendorId, signal)
    for (const one of address === null ? [] : await subscribing.list(signal)) {
      if (one.address !== address || one.id === vendorId) continue
      found = true
      await subscribing.remove(one.id, signal)
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return found ? 'left' : null
  }
  await storage.write((tx) => deleteSubscription(tx, workspaceId, connectionId))
  return found ? 'removed' : null
}
