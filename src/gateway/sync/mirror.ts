import type { ConversationPage, VendorConversation } from '#connectors/connector.ts'
import { applyVendorRead } from '#gateway/usecases/apply-vendor-read.ts'
import { quarantineRows } from '#gateway/usecases/quarantine-rows.ts'
import type { Vendor } from './vendor.ts'

/** Enough for every active conversation of a large team; beyond it the oldest entries are forgotten and read again. */
const REMEMBERED_READS = 50_000

/** Takes a page that the vendor sent into the mirror, and what of it cannot be read into quarantine. `began`: when it was asked for. */
export async function mirrorPage(
  vendor: Vendor,
  page: Pick<ConversationPage, 'rows' | 'malformed'>,
  began: number,
  announce: boolean,
) {
  await quarantineRows(vendor, {
    ...placeOf(vendor),
    malformed: page.malformed,
    readable: page.rows.map((row) => row.id),
  })
  const touched = await applyVendorRead(vendor, {
    workspaceId: vendor.workspaceId,
    connection: vendor.connection,
    rows: page.rows,
    readBegan: began,
    announce,
  })
  rememberReads(vendor, page.rows, began)
  return touched
}

export function placeOf(vendor: Vendor) {
  return { workspaceId: vendor.workspaceId, connectionId: vendor.connection.id }
}

function rememberReads(vendor: Vendor, rows: readonly VendorConversation[], began: number) {
  for (const row of rows) {
    // Deleting first moves the entry to the end, so that the map's order is the order of reading.
    vendor.readAt.delete(row.id)
    vendor.readAt.set(row.id, began)
  }
  for (const id of vendor.readAt.keys()) {
    if (vendor.readAt.size <= REMEMBERED_READS) break
    vendor.readAt.delete(id)
  }
}
