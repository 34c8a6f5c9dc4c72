import { abandonedClaims } from '#gateway/storage/outbox.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { delayWrite } from './delay-write.ts'

/** Takes back what a worker claimed and did not finish, because it was killed or lost its lease. Whether the vendor has it is unknown. */
export async function recoverClaims(
  deps: { storage: Storage; now: () => number },
  worker: { workspaceId: string; connection: { id: string; name: string }; owner: string },
): Promise<void> {
  const { workspaceId, connection, owner } = worker
  const claims = await abandonedClaims(deps.storage.db, workspaceId, connection.id, owner)
  for (const claimed of claims) {
    await delayWrite(deps, { claimed, connection, notBefore: deps.now(), reason: 'interrupted', inDoubt: true })
  }
}
