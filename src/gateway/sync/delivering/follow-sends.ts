import { ConnectorError } from '#connectors/connector-error.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import { nextToFollow } from '#gateway/storage/sends.ts'
import { followMessages } from '#gateway/usecases/messages/follow-messages.ts'
import { isAboutThisRow } from '../reading/reread.ts'
import { callForRow } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** Messages of a conversation that are read to find those that we sent lately. */
const NEWEST = 30

/**
 * Asks the vendor how far the messages of one conversation came that it took from us: without a webhook nobody says so, and one that
 * failed must not look sent. Answers whether there was something to ask.
 */
export async function followNextSend(vendor: Vendor, signal: AbortSignal): Promise<boolean> {
  const { workspaceId, connection, storage } = vendor
  const send = await nextToFollow(storage.db, workspaceId, connection.id, vendor.now())
  if (send === undefined) return false
  const conversationId = send.conversation_id
  const row = await getConversation(storage.db, workspaceId, conversationId)
  const told =
    row === undefined
      ? []
      : await callForRow(vendor, vendor.steady, signal, () =>
          vendor.connector.listMessages({ conversationId: row.vendor_id, limit: NEWEST }, signal),
        ).then(
          (page) => page.rows,
          (error: unknown) => {
            if (error instanceof ConnectorError && isAboutThisRow(vendor, error)) return []
            throw error
          },
        )
  await followMessages(vendor, { workspaceId, conversationId, connection, told })
  return true
}
