import type { ConversationPage, VendorConversation } from '#connectors/reading.ts'
import { applyVendorRead } from '#gateway/usecases/conversations/apply-vendor-read.ts'
import { quarantineRows } from '#gateway/usecases/connections/quarantine-rows.ts'
import type { Vendor } from '../vendor.ts'

/** Takes a page that the vendor sent into the mirror, and what of it cannot be read into quarantine. `began`: when it was asked for. */
export async function mirrorPage(
  vendor: Vendor,
  page: Pick<ConversationPage, 'rows' | 'malformed'>,
  began: number,
  announce: boolean,
): Promise<void> {
  await quarantineRows(vendor, {
    ...placeOf(vendor),
    malformed: page.malformed,
    readable: page.rows.map((row) => row.id),
  })
  await applyVendorRead(vendor, {
    workspaceId: vendor.workspaceId,
    connection: vendor.connection,
    channels: vendor.connector.channels,
    rows: page.rows,
    readBegan: began,
    announce,
  })
  rememberReads(vendor, page.rows, began)
}

export function placeOf(vendor: Vendor) {
  return { workspaceId: vendor.workspaceId, connectionId: vendor.connection.id }
}

function rememberReads(vendor: Vendor, rows: readonly VendorConversation[], began: number) {
  for (const { id } of rows) {
    const before = vendor.readAt.get(id) ?? 0
    // Deleting first moves the entry to the end, so that the map's order is the order of reading.
    vendor.readAt.delete(id)
    vendor.readAt.set(id, Math.max(before, began))
    noLongerWanted(vendor, id, began)
  }
}

/** A read answers every wish for one that is older than itself; a wish that came while it was under way stands. */
export function noLongerWanted(vendor: Vendor, vendorId: string, began: number): void {
  for (const wanted of [vendor.announced, vendor.missed]) {
    if ((wanted.get(vendorId) ?? Number.POSITIVE_INFINITY) <= began) wanted.delete(vendorId)
  }
}
