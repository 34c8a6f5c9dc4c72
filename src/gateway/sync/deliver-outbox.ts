import { randomUUID } from 'node:crypto'
import { claimDue, nextDueAt } from '#gateway/storage/outbox.ts'
import type { OutboxRow } from '#gateway/storage/outbox.ts'
import { recoverClaims } from '#gateway/usecases/recover-claims.ts'
import { deliver } from './deliver.ts'
import { holdsLease } from './lease.ts'
import { isReachable } from './vendor.ts'
import type { Vendor } from './vendor.ts'

/** Writes to several conversations go out side by side; within one they keep their order. */
const WRITES_AT_ONCE = 4
/** Looked again this often even when nobody rang: another gateway may have written what is to be delivered. */
const LOOK_AGAIN_MS = 1000

/** Delivers what is owed to the vendor as it falls due, until `signal` aborts and what is under way has ended. */
export async function deliverOutbox(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const { workspaceId, connection, outboxBell } = vendor
  // A name of its own for each run: claims under another were left behind, also when they were left behind here.
  const claimant = randomUUID()
  vendor.servingSince = vendor.now()
  await recoverClaims(vendor, { workspaceId, connection, owner: claimant })
  const underWay = new Set<Promise<void>>()
  const bugs: unknown[] = []
  try {
    while (!signal.aborted && bugs.length === 0) {
      const due = await nextDueAt(vendor.storage.db, workspaceId, connection.id)
      const claimed = isDue(vendor, due)
        ? await claim(vendor, { owner, claimant, room: WRITES_AT_ONCE - underWay.size })
        : []
      for (const row of claimed) {
        const delivery = deliver(vendor, row, signal)
          .catch((error: unknown) => bugs.push(error))
          .then(() => {
            underWay.delete(delivery)
            outboxBell.ring()
          })
        underWay.add(delivery)
      }
      if (claimed.length === 0) await outboxBell.wait(untilDue(vendor, due), signal)
    }
  } finally {
    await Promise.all(underWay)
  }
  if (bugs.length > 0 && !signal.aborted) throw bugs[0]
}

function isDue(vendor: Vendor, due: number | null): boolean {
  return vendor.accountKnown && isReachable(vendor) && due !== null && due <= vendor.now()
}

/** Claims no more than can be written at once: what waits for the vendor's limits can still be taken back. */
async function claim(
  vendor: Vendor,
  { owner, claimant, room }: { owner: string; claimant: string; room: number },
): Promise<OutboxRow[]> {
  const { workspaceId, connection, storage } = vendor
  const limit = Math.min(room, vendor.writes.left(vendor.now()))
  if (limit < 1) return []
  return storage.write(async (tx) =>
    (await holdsLease(tx, vendor, owner))
      ? claimDue(tx, workspaceId, connection.id, { now: vendor.now(), owner: claimant, limit })
      : [],
  )
}

function untilDue(vendor: Vendor, due: number | null): number {
  const now = vendor.now()
  const wait = Math.max((due ?? Number.POSITIVE_INFINITY) - now, vendor.writes.waitMs(now))
  return wait > 0 ? Math.min(LOOK_AGAIN_MS, wait) : LOOK_AGAIN_MS
}
