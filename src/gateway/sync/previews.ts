import { conversationsWantingPreview } from '#gateway/storage/conversations.ts'
import { setPreview } from '#gateway/usecases/set-preview.ts'
import { callVendor } from './vendor.ts'
import type { Vendor } from './vendor.ts'

/** The vendor's list shows no message, so a preview costs one read: the newest active conversations come first. False: none is wanted. */
export async function readNextPreview(vendor: Vendor, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, connection } = vendor
  const [row] = await conversationsWantingPreview(vendor.storage.db, workspaceId, connection.id, 1)
  if (row === undefined) return false
  const page = await callVendor(vendor, vendor.steady, signal, () =>
    vendor.connector.listMessages({ conversationId: row.vendor_id, limit: 1 }, signal),
  )
  const actor = { type: 'vendor' as const, id: connection.id, name: connection.name }
  await setPreview(vendor, { workspaceId, conversationId: row.id, message: page.rows[0], actor })
  return true
}
