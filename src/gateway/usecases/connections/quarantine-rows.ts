import { createHash } from 'node:crypto'
import type { MalformedRow } from '#connectors/reading.ts'
import { putQuarantine, quarantinedAmong, removeQuarantine } from '#gateway/storage/quarantine.ts'
import type { Storage } from '#gateway/storage/storage.ts'

/**
 * Puts aside conversations, messages and contacts that could not be read, once each however often they come, and lets go of those that can
 * be read by now.
 * `readable` are the vendor ids of the same page that could be read.
 */
export async function quarantineRows(
  deps: { storage: Storage; now: () => number },
  page: { workspaceId: string; connectionId: string; malformed: readonly MalformedRow[]; readable: readonly string[] },
): Promise<void> {
  const { workspaceId, connectionId, malformed, readable } = page
  const mended = await quarantinedAmong(deps.storage.db, workspaceId, connectionId, readable)
  if (malformed.length === 0 && mended.length === 0) return
  await deps.storage.write(async (tx) => {
    await removeQuarantine(tx, workspaceId, connectionId, mended)
    for (const row of malformed) {
      const key = row.vendorId ?? createHash('sha256').update(row.payload).digest('hex')
      const { vendorId, reason, payload } = row
      await putQuarantine(
        tx,
        workspaceId,
        { connection_id: connectionId, key, vendor_id: vendorId, reason, payload },
        deps.now(),
      )
    }
  })
}
