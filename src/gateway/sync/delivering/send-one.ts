import { windowClosesAt, windowState } from '#contract/window.ts'
import type { ChannelSending } from '#connectors/sending.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import { sendsOn } from '#gateway/usecases/connections/channel-rules.ts'
import { settleSend } from '#gateway/usecases/messages/settle-send.ts'
import type { SendOutcome } from '#gateway/usecases/messages/settle-send.ts'
import { findSent } from './find-sent.ts'
import { handOver } from './hand-over.ts'
import { outgoingContent } from './outgoing-content.ts'
import type { Vendor } from '../vendor.ts'

/**
 * Sends one claimed message, or puts it back. One that the vendor may have had before is settled by its key, or by looking for it at the
 * vendor: never by sending it anew. Never throws for what a vendor does.
 */
export async function sendOne(vendor: Vendor, send: SendRow, signal: AbortSignal): Promise<void> {
  const row = await getConversation(vendor.storage.db, send.workspace_id, send.conversation_id)
  const outcome = await tried(vendor, send, row, signal)
  if (outcome.type === 'later') {
    vendor.log.info({ conversation: send.conversation_id, reason: outcome.reason }, 'a message is delayed')
  }
  await settleSend(vendor, send, vendor.connection, outcome)
}

async function tried(
  vendor: Vendor,
  send: SendRow,
  row: ConversationRow | undefined,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { sending, channels } = vendor.connector
  const sends = row === undefined ? null : sendsOn(channels, row.channel)
  if (sending === undefined || sends === null || row === undefined || row.removed_ms !== null) {
    return { type: 'refused', code: 'cannot_send' }
  }
  const to = {
    conversationId: row.vendor_id,
    contactId: row.vendor_contact_id,
    channel: row.channel,
    to: row.contact_phone,
    from: row.account_phone,
  }
  return handOver(vendor, sending, send, {
    message: async () => ({ ...to, content: await outgoingContent(vendor, send, to, signal) }),
    find: () => findSent(vendor, row, send, signal),
    before: async () => (isStopped(vendor, row, send, sends) ? { type: 'refused', code: 'outside_24h_window' } : null),
    signal,
  })
}

/** What is no template and waited until the window was closed does not go out: the vendor would take it and never deliver it. */
function isStopped(vendor: Vendor, row: ConversationRow, { content }: SendRow, { hasWindow }: ChannelSending): boolean {
  return (
    hasWindow &&
    content.type !== 'template' &&
    windowState(windowClosesAt(row.last_inbound_ms), vendor.now()) === 'closed'
  )
}
