import { pruneChanges } from '#gateway/storage/changes.ts'
import { pruneFirstMessages } from '#gateway/storage/first-messages.ts'
import { pruneQuarantine } from '#gateway/storage/quarantine.ts'
import { pruneSends } from '#gateway/storage/sends.ts'
import { pruneDeliveries } from '#gateway/storage/webhooks.ts'
import { forgetFiles } from '#gateway/usecases/files/outgoing-files.ts'
import { sleep } from './bell.ts'
import { recheckCounts } from './recheck-counts.ts'
import type { Vendor } from './vendor.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Browsers that were away resume this far back, or this many changes, whichever reaches further. */
const CHANGES_KEPT_MS = 7 * DAY_MS
const CHANGES_KEPT = 10_000
/** The vendor can replay a delivery for 30 days; as long we must know that we had it. */
const DELIVERIES_KEPT_MS = 30 * DAY_MS
/** A client that was away repeats what it does not know to have arrived, under the same keys. */
const KEYS_KEPT_MS = 30 * DAY_MS
/** Every row comes by within the hour, even of a large organisation: one not seen for a day was mended, or is gone. */
const QUARANTINE_KEPT_MS = DAY_MS

/** Rechecks the counts, then forgets what is too old to matter, once an hour, until `signal` aborts. */
export async function tidyUp(vendor: Vendor, signal: AbortSignal): Promise<void> {
  const { storage, workspaceId, connection } = vendor
  await recheckCounts(vendor, signal)
  while (!signal.aborted) {
    const now = vendor.now()
    await storage.write((tx) =>
      pruneChanges(tx, workspaceId, { before: now - CHANGES_KEPT_MS, keepAtLeast: CHANGES_KEPT }),
    )
    await storage.write((tx) => pruneSends(tx, workspaceId, now - KEYS_KEPT_MS))
    await storage.write((tx) => pruneFirstMessages(tx, workspaceId, now - KEYS_KEPT_MS))
    await forgetFiles(vendor, { workspaceId, now })
    await storage.write((tx) => pruneDeliveries(tx, workspaceId, now - DELIVERIES_KEPT_MS))
    await storage.write((tx) => pruneQuarantine(tx, workspaceId, connection.id, now - QUARANTINE_KEPT_MS))
    await sleep(HOUR_MS, signal)
  }
}
