import type { SentMessage } from '#connectors/sending.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { messagesById } from '#gateway/storage/messages.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import { sendsOn } from '#gateway/usecases/connections/channel-rules.ts'
import { mayBe } from '#gateway/usecases/messages/under-way.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

const NEWEST = 100

/**
 * Looks at the vendor for a message that it did not confirm: one with the same words, written since it was first tried, that is not
 * another one of ours. The oldest when there are several of the same words; of files that look alike nobody can say which is ours, unless
 * one is called what the vendor called ours. Throws `ConnectorError`.
 */
export async function findSent(
  vendor: Vendor,
  row: ConversationRow,
  send: SendRow,
  signal: AbortSignal,
): Promise<SentMessage | 'several' | null> {
  // Its file was not handed over yet, so that no message can have named it.
  const isUploaded = sendsOn(vendor.connector.channels, row.channel)?.files?.by === 'uploaded'
  if (send.content.type === 'media' && isUploaded && send.file_ref === null) return null
  const { rows } = await callVendor(vendor, vendor.urgent, signal, () =>
    vendor.connector.listMessages({ conversationId: row.vendor_id, limit: NEWEST }, signal),
  )
  const alike = rows.filter((message) => mayBe(send, message))
  const ids = alike.map(({ id }) => id)
  const known = await messagesById(vendor.storage.db, row.workspace_id, row.id, ids)
  const others = new Set(known.filter(({ send_key }) => send_key !== null).map(({ id }) => id))
  const candidates = alike.filter(({ id }) => !others.has(id)).toSorted((a, b) => a.createdAt - b.createdAt)
  const isHandedOver = send.file_ref !== null
  const sure = isHandedOver ? candidates.find(({ fileRef }) => fileRef === send.file_ref) : undefined
  const [oldest] = candidates
  const found = sure ?? oldest
  if (found === undefined) return null
  if (send.content.type === 'media' && sure === undefined && (isHandedOver || candidates.length > 1)) return 'several'
  const { id, delivery, createdAt } = found
  return { id, delivery: delivery ?? { state: 'unknown', code: null }, createdAt }
}
