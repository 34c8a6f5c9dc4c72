import type { Sealer } from '#gateway/auth/sealer.ts'
import { listSettings, replaceSealed } from '#gateway/storage/connection-settings.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { listSubscriptions } from '#gateway/storage/webhook-subscriptions.ts'
import { fail } from '../fail.ts'
import { keepSubscription, ownSubscription } from './own-subscription.ts'
import { openSecrets } from './stored-connector.ts'

/** Seals every secret of a connection for its row. */
export function sealAll(
  sealer: Sealer,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  secrets: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map(
    [...secrets].map(([field, secret]) => [field, sealer.seal({ workspaceId, connectionId, field }, secret)]),
  )
}

/** Fails with `secrets_not_kept` where secrets cannot be kept safe. */
export function sealerOf({ sealer }: { sealer: Sealer | null }): Sealer {
  return sealer ?? fail('secrets_not_kept')
}

/** Seals with the newest key what an older one sealed, so that the older can be dropped. What no key opens is left as it is. */
export async function sealAnew(
  { storage, sealer }: { storage: Storage; sealer: Sealer | null },
  workspaceId: string,
): Promise<void> {
  if (sealer === null) return
  await storage.write(async (tx) => {
    for (const [connectionId, settings] of await listSettings(tx, workspaceId)) {
      const secrets = openSecrets(sealer, { workspace_id: workspaceId, id: connectionId }, settings)
      if (secrets === null || ![...settings.secrets.values()].some((sealed) => sealer.isOld(sealed))) continue
      await replaceSealed(tx, workspaceId, connectionId, sealAll(sealer, { workspaceId, connectionId }, secrets))
    }
    for (const { connection_id: connectionId, secret } of await listSubscriptions(tx, workspaceId)) {
      if (secret === null || !sealer.isOld(secret)) continue
      const own = await ownSubscription({ db: tx, workspaceId, sealer }, connectionId)
      if (own.secret !== null) await keepSubscription(tx, { workspaceId, sealer }, connectionId, own)
    }
  })
}
