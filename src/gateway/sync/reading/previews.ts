import { ConnectorError } from '#connectors/connector-error.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import { conversationsWantingPreview } from '#gateway/storage/conversations-to-read.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { quarantineRows } from '#gateway/usecases/connections/quarantine-rows.ts'
import { setPreview } from '#gateway/usecases/messages/set-preview.ts'
import { vendorActor } from '#gateway/usecases/vendor-actor.ts'
import { placeOf } from './mirror.ts'
import { isAboutThisRow } from './reread.ts'
import { callForRow } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** The newest one may be a note, and not the customer's. */
const NEWEST = 20

/** The vendor's list shows no message, so a preview costs one read: the newest conversations come first. False: none is wanted. */
export async function readNextPreview(vendor: Vendor, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, connection } = vendor
  const row =
    (await nextLookedAt(vendor)) ??
    (await conversationsWantingPreview(vendor.storage.db, workspaceId, connection.id, 1))[0]
  return row !== undefined && readPreviewOf(vendor, row, signal)
}

/**
 * Reads the thread that was opened first of those that may lack what nothing tells of: what the vendor's own agents wrote, where its rows
 * have no times. Whoever reads it is told by what that changes of its row. False: there is none.
 */
export async function readOpenedThread(vendor: Vendor, signal: AbortSignal): Promise<boolean> {
  const row = await nextOpened(vendor)
  return row !== undefined && readPreviewOf(vendor, row, signal)
}

async function readPreviewOf(vendor: Vendor, row: ConversationRow, signal: AbortSignal): Promise<true> {
  const { workspaceId, connection } = vendor
  const messages = await callForRow(vendor, vendor.steady, signal, () =>
    vendor.connector.listMessages({ conversationId: row.vendor_id, limit: NEWEST }, signal),
  ).then(
    async ({ rows, malformed }) => {
      await quarantineRows(vendor, { ...placeOf(vendor), malformed, readable: rows.map(({ id }) => id) })
      return rows
    },
    (error: unknown) => {
      // Messages that cannot be read leave no preview; wanting it for ever would keep all others waiting.
      if (error instanceof ConnectorError && isAboutThisRow(vendor, error)) return []
      throw error
    },
  )
  const asOf = row.last_message_ms
  await setPreview(vendor, { workspaceId, conversationId: row.id, messages, asOf, actor: vendorActor(connection) })
  return true
}

async function nextOpened(vendor: Vendor): Promise<ConversationRow | undefined> {
  const { storage, workspaceId, connection } = vendor
  for (const id of vendor.opened) {
    vendor.opened.delete(id)
    const row = await getConversation(storage.db, workspaceId, id)
    const isOurs = row?.connection_id === connection.id && row.removed_ms === null
    if (isOurs && row.activity_untold !== activity.told) return row
  }
  return undefined
}

/** What agents look at comes first, from the top. */
async function nextLookedAt(vendor: Vendor): Promise<ConversationRow | undefined> {
  const { storage, workspaceId, connection } = vendor
  for (const id of vendor.looked) {
    vendor.looked = vendor.looked.filter((other) => other !== id)
    const row = await getConversation(storage.db, workspaceId, id)
    if (row?.preview_wanted === 1 && row.connection_id === connection.id) return row
  }
  return undefined
}
