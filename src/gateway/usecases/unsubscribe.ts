import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { deleteSubscription } from '#gateway/storage/webhook-subscriptions.ts'

/** Somebody waits for it. */
const PATIENCE_MS = 5000

/**
 * Removes the subscription that we made at a vendor. `left`: the vendor did not do it, and somebody has to remove it there; it is replaced
 * when the account is connected again.
 */
export async function unsubscribe(
  { storage, workspaceId }: { storage: Storage; workspaceId: string },
  {
    connectionId,
    vendorId,
    connector,
  }: { connectionId: string; vendorId: string; connector: Pick<Connector, 'subscribing'> | undefined },
): Promise<'removed' | 'left'> {
  if (connector?.subscribing === undefined) return 'left'
  try {
    await connector.subscribing.remove(vendorId, AbortSignal.timeout(PATIENCE_MS))
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return 'left'
  }
  await storage.write((tx) => deleteSubscription(tx, workspaceId, connectionId))
  return 'removed'
}
