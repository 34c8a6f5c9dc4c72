import { adjustCounts, countDrift } from '#gateway/storage/counts.ts'
import type { Vendor } from './vendor.ts'

/** Counts the rows of a connection again and puts right what differs from the counts that every write keeps; that much is then logged. */
export async function recheckCounts(vendor: Vendor, signal: AbortSignal): Promise<void> {
  const { storage, workspaceId, connection, log } = vendor
  const drift = await storage.snapshot((db) => countDrift(db, workspaceId, connection.id, { signal }))
  if (drift.length === 0) return
  // What is added does not depend on what was written meanwhile: that was counted as it was written.
  await storage.write((tx) => adjustCounts(tx, workspaceId, drift))
  log.warn({ connection: connection.id, cells: drift }, 'counts were wrong and have been put right')
}
