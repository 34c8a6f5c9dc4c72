import { windowClosesAt, windowState } from '#contract/window.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Sending } from '#connectors/connector.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import { settleSend } from '#gateway/usecases/settle-send.ts'
import type { SendOutcome } from '#gateway/usecases/settle-send.ts'
import { findSent } from './find-sent.ts'
import { retryDelay } from './retry-delay.ts'
import { mayHaveBeenApplied } from './send-patch.ts'
import { callVendor } from './vendor.ts'
import type { Vendor } from './vendor.ts'

/** How long a vendor without keys may still be working off a request that it did not answer. */
const LATE_MS = 20_000

/**
 * Sends one claimed message, or puts it back. One that the vendor may have had before is settled by its key, or by looking for it at the
 * vendor: never by sending it anew. Never throws for what a vendor does.
 */
export async function sendOne(vendor: Vendor, send: SendRow, signal: AbortSignal): Promise<void> {
  const row = await getConversation(vendor.storage.db, send.workspace_id, send.conversation_id)
  const { sending } = vendor.connector
  const outcome = await tried(vendor, send, row, sending, signal)
  if (outcome.type === 'later') {
    vendor.log.info({ conversation: send.conversation_id, reason: outcome.reason }, 'a message is delayed')
  }
  await settleSend(vendor, send, vendor.connection, outcome)
}

async function tried(
  vendor: Vendor,
  send: SendRow,
  row: ConversationRow | undefined,
  sending: Sending | undefined,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (sending === undefined || row === undefined || row.removed_ms !== null || row.contact_phone === null) {
    return { type: 'refused', code: 'cannot_send' }
  }
  const isInDoubt = send.in_doubt === 1
  try {
    if (isInDoubt && !isKeyKnown(vendor, send, sending)) {
      const receipt = await findSent(vendor, row, send, signal)
      if (receipt !== null) return { type: 'taken', receipt }
      // Its key would be new to the vendor, so asking again could send it twice.
      if (sending.keyLifeMs !== null) return { type: 'lost' }
    } else if (!isInDoubt && isStopped(vendor, row, send, sending)) {
      return { type: 'refused', code: 'outside_24h_window' }
    }
    const message = { to: row.contact_phone, from: row.account_phone, content: send.content }
    const key = send.generation === 0 ? send.key : `${send.key}.${send.generation}`
    const receipt = await callVendor(vendor, vendor.writes, signal, () => sending.send(message, key, signal))
    return { type: 'taken', receipt }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return failed(vendor, send, sending, error)
  }
}

/** Whether the vendor still answers this message's key as it did the first time. */
function isKeyKnown(vendor: Vendor, send: SendRow, { keyLifeMs }: Sending): boolean {
  return keyLifeMs !== null && vendor.now() - (send.first_tried_ms ?? vendor.now()) < keyLifeMs
}

/** Free text that waited until the window was closed does not go out: the vendor would take it and never deliver it. */
function isStopped(vendor: Vendor, row: ConversationRow, { content }: SendRow, { hasWindow }: Sending): boolean {
  return (
    hasWindow && content.type === 'text' && windowState(windowClosesAt(row.last_inbound_ms), vendor.now()) === 'closed'
  )
}

function failed(vendor: Vendor, send: SendRow, sending: Sending, error: ConnectorError): SendOutcome {
  if (error.kind === 'rejected' || error.kind === 'not_found') {
    // The vendor knows the key from another message, so what became of this one is not to be learnt.
    if (isKeyTaken(error)) return { type: 'lost' }
    return { type: 'refused', code: error.code }
  }
  const inDoubt = mayHaveBeenApplied(error)
  const wait = retryDelay(vendor, send.attempts - 1, error)
  const patience = inDoubt && sending.keyLifeMs === null ? Math.max(wait, LATE_MS) : wait
  return { type: 'later', notBefore: vendor.now() + patience, reason: error.code, inDoubt }
}

function isKeyTaken({ code }: ConnectorError): boolean {
  return code === 'idempotency_key_reuse' || code === 'idempotency_conflict'
}
