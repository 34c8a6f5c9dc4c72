import { putSettings } from '#gateway/storage/connection-settings.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { hookAddress } from './hook-address.ts'
import { changeable } from './kept-setup.ts'
import { keepSubscription, ownSubscription } from './own-subscription.ts'
import { storedConnector } from './stored-connector.ts'
import { unsubscribe } from './unsubscribe.ts'
import { withdrawOwed } from '../messages/withdraw-owed.ts'

const none: ReadonlyMap<string, string> = new Map()

/**
 * Removes a connection: its secrets are gone at once, nothing is read or sent any more, and what waited to go out is withdrawn and shown
 * as not sent. What it brought stays to be read, and goes on when the same account is connected again. Answers how much was withdrawn, and
 * whether the subscription that we made at the vendor could be removed; null where there was none.
 */
export async function removeConnection(
  deps: ConnectionDeps,
  id: string,
): Promise<{ withdrawn: number; subscription: 'removed' | 'left' | null }> {
  const { storage, workspaceId } = deps
  const { kept, own } = await storage.write(async (tx) => {
    const { row, settings } = await changeable(tx, workspaceId, id)
    const own = await ownSubscription({ ...deps, db: tx }, id)
    // The last moment at which its key can be had; it lives on in this call and nowhere else.
    const kept = storedConnector(deps, row, settings)
    await putSettings(tx, workspaceId, { ...settings, options: none, secrets: none, removedMs: deps.now() })
    if (own.id !== null) await keepSubscription(tx, deps, id, { ...own, secret: null })
    return { kept, own }
  })
  // First the worker ends, so that what is withdrawn is not under way, and nothing is made anew.
  await deps.reload()
  const address = deps.linkBase === null || kept?.hasWebhooks !== false ? null : hookAddress(deps.linkBase, id)
  const subscription = await unsubscribe(deps, {
    connectionId: id,
    vendorId: own.id,
    address,
    connector: kept?.connector,
  })
  return { withdrawn: await withdrawOwed(deps, id), subscription }
}
