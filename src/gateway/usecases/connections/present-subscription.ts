import type { ConnectionSetup } from '#contract/connection-setup.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { ownSubscription } from './own-subscription.ts'

type Subscription = NonNullable<ConnectionSetup['webhook']>['subscription']

/** How the vendor of a connection comes to tell us of changes; null where nobody can subscribe but by hand, or it is not served here. */
export async function presentSubscription(deps: ConnectionDeps, connectionId: string): Promise<Subscription> {
  if (deps.connectorOf(connectionId)?.subscribing === undefined) return null
  if (deps.hasWebhooksByHand(connectionId)) return { state: 'by_hand', problem: null }
  if (deps.linkBase === null) return { state: 'no_address', problem: null }
  const { storage, workspaceId, sealer } = deps
  const { secret, problem: found } = await ownSubscription({ db: storage.db, workspaceId, sealer }, connectionId)
  const problem = found === null ? null : { code: found.code, message: found.message }
  if (found?.refused === true) return { state: 'refused', problem }
  return { state: secret === null ? 'pending' : 'active', problem }
}
