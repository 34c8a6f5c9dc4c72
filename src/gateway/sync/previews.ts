import { ConnectorError } from '#connectors/connector-error.ts'
import { conversationsWantingPreview } from '#gateway/storage/conversations.ts'
import { setPreview } from '#gateway/usecases/set-preview.ts'
import { actorOf, callVendor } from './vendor.ts'
import type { Vendor } from './vendor.ts'

/** The vendor's list shows no message, so a preview costs one read: the newest conversations come first. False: none is wanted. */
export async function readNextPreview(vendor: Vendor, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, connection } = vendor
  const [row] = await conversationsWantingPreview(vendor.storage.db, workspaceId, connection.id, 1)
  if (row === undefined) return false
  const message = await callVendor(vendor, vendor.steady, signal, () =>
    vendor.connector.listMessages({ conversationId: row.vendor_id, limit: 1 }, signal),
  ).then(
    (page) => page.rows[0],
    (error: unknown) => {
      // Messages that cannot be read leave no preview; wanting it for ever would keep all others waiting.
      if (error instanceof ConnectorError && (error.kind === 'not_found' || error.kind === 'rejected')) return undefined
      throw error
    },
  )
  const asOf = row.last_message_ms
  await setPreview(vendor, { workspaceId, conversationId: row.id, message, asOf, actor: actorOf(vendor) })
  return true
}
