import type { OwedField } from '#contract/conversation.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { HeldField } from '#connectors/connector.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { OutboxPatch, OutboxRow } from '#gateway/storage/outbox.ts'
import { holdsOn, shadowOf, tells, valueIn } from '#gateway/usecases/conversations/held-fields.ts'
import { delayWrite } from '#gateway/usecases/conversations/delay-write.ts'
import { fieldsOf, isGuarded, triedValues, vendorValue } from '#gateway/usecases/conversations/outbox-patch.ts'
import { settleWrite } from '#gateway/usecases/conversations/settle-write.ts'
import type { Refusal } from '#gateway/usecases/conversations/settle-write.ts'
import { forgetConversation, isGone } from '../reading/reread.ts'
import { retryDelay } from './retry-delay.ts'
import { ReadTooOld, refusalOf, sendPatch } from './send-patch.ts'
import type { Answer, Attempt, Outcome } from './send-patch.ts'
import { noteUnanswered, waitsUntil } from './unanswered.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/**
 * Delivers one claimed outbox row, or puts it back. A change that somebody made at the vendor meanwhile is not overwritten: the
 * agent is told instead. Never throws for what a vendor does.
 */
export async function deliverOne(vendor: Vendor, claimed: OutboxRow, signal: AbortSignal): Promise<void> {
  const { connection, storage } = vendor
  const settle = (outcome: Outcome) =>
    settleWrite(vendor, {
      claimed,
      connection,
      channels: vendor.connector.channels,
      ...outcome,
    })
  const row = await getConversation(storage.db, claimed.workspace_id, claimed.conversation_id)
  if (row === undefined) return settle(nothing)
  const later = waitsUntil(vendor, row.vendor_id, claimed.patch)
  if (later !== null) {
    return delayWrite(vendor, { claimed, connection, notBefore: later, reason: 'unanswered_before', inDoubt: false })
  }
  const attempt: Attempt = { vendorId: row.vendor_id, patch: claimed.patch, signal, inDoubt: false }
  try {
    const before = await readFirst(vendor, row, signal)
    if (before === 'gone') {
      await settle({ ...nothing, refused: fieldsOf(claimed.patch).map(goneRefusal) })
      return await forgetConversation(vendor, row.vendor_id)
    }
    await settle(await carryOut(vendor, row, before, attempt))
  } catch (error) {
    if (error instanceof ReadTooOld) {
      return delayWrite(vendor, {
        claimed,
        connection,
        notBefore: vendor.now(),
        reason: 'read_too_old',
        inDoubt: false,
      })
    }
    if (!(error instanceof ConnectorError)) throw error
    vendor.log.info({ conversation: claimed.conversation_id, code: error.code }, 'a write is delayed')
    if (attempt.inDoubt) noteUnanswered(vendor, row.vendor_id, claimed.patch)
    const notBefore = vendor.now() + retryDelay(vendor, claimed.attempts, error)
    await delayWrite(vendor, { claimed, connection, notBefore, reason: error.code, inDoubt: attempt.inDoubt })
  }
}

const nothing: Outcome = { delivered: [], refused: [], notApplied: [], answer: null }

/** What the vendor holds now; null at a vendor that offers no single read, where its shadow is the best that is known. */
async function readFirst(vendor: Vendor, row: ConversationRow, signal: AbortSignal): Promise<Answer | 'gone' | null> {
  let began = vendor.now()
  try {
    const read = await callVendor(vendor, vendor.urgent, signal, () => {
      began = vendor.now()
      return vendor.connector.getConversation(row.vendor_id, signal)
    })
    return { read, began }
  } catch (error) {
    if (isGone(error)) return 'gone'
    if (error instanceof ConnectorError && error.kind === 'not_found') return null
    throw error
  }
}

async function carryOut(
  vendor: Vendor,
  row: ConversationRow,
  before: Answer | null,
  attempt: Attempt,
): Promise<Outcome> {
  const { patch } = attempt
  const holds = holdsOn(vendor.connector.channels, before?.read.channel ?? row.channel)
  const held = (field: OwedField) => {
    if (field === 'feedback') return null
    return before !== null && isTold(before, holds, field) ? valueIn(before.read, field) : shadowOf(row, field)
  }
  const isKnown = (field: OwedField) => before !== null && isTold(before, holds, field)
  // What no read says of a mark is not known from ours: it is told once more.
  const isSettled = (field: OwedField) =>
    held(field) === vendorValue(patch, field) && (isGuarded(field) || isKnown(field))
  // Either the value that we knew, or one that an unanswered attempt of ours may have left there. Marks nobody fights over.
  const isOurs = (field: OwedField) =>
    !isGuarded(field) || held(field) === shadowOf(row, field) || triedValues(patch, field).includes(held(field))
  const fields = fieldsOf(patch).filter(
    (field) => holdsOf(holds, patch, field) && !isOvertakenMark(row, patch, before, field),
  )
  const start: Outcome = {
    delivered: fields.filter(isSettled),
    refused: fields.filter((field) => !isSettled(field) && !isOurs(field)).map(overtakenRefusal),
    // Of a channel that holds less than the one it was wished on.
    notApplied: fieldsOf(patch).filter((field) => !holdsOf(holds, patch, field)),
    answer: before,
  }
  const toSend = fields.filter((field) => !isSettled(field) && isOurs(field))
  return toSend.length === 0 ? start : sendPatch(vendor, attempt, toSend, start)
}

function isTold({ read }: Answer, holds: readonly HeldField[], field: OwedField): boolean {
  if (field === 'feedback') return false
  return field === 'read' ? read.untold?.includes('unread') !== true : tells(read, holds, field)
}

/** Whether the vendor can be told this. */
function holdsOf(holds: readonly HeldField[], patch: OutboxPatch, field: OwedField): boolean {
  return holds.includes(field === 'read' ? (patch.read ?? 'read') : field)
}

/** Nobody has read what came since: the vendor would forget that it is unread. */
function isOvertakenMark(row: ConversationRow, patch: OutboxPatch, before: Answer | null, field: OwedField): boolean {
  if (field !== 'read' || patch.read !== 'read') return false
  return row.unread_count > 0 || (before?.read.lastInboundAt ?? 0) > (row.last_inbound_ms ?? Number.POSITIVE_INFINITY)
}

const goneError = new ConnectorError('not_found', 'resource_not_found', 'The vendor no longer has this conversation.')

function goneRefusal(field: OwedField): Refusal {
  return refusalOf(field, goneError)
}

function overtakenRefusal(field: OwedField): Refusal {
  const message = 'It was changed at the vendor meanwhile. Look at it and decide again.'
  return { field, code: 'changed_at_vendor', message }
}
