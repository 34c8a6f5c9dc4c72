import { guardedFields } from '#contract/conversation.ts'
import type { GuardedField } from '#contract/conversation.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { VendorConversation, VendorPatch } from '#connectors/connector.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { OutboxPatch, OutboxRow } from '#gateway/storage/outbox.ts'
import { delayWrite } from '#gateway/usecases/delay-write.ts'
import { fieldsOf, triedValues, vendorValue } from '#gateway/usecases/outbox-patch.ts'
import { settleWrite } from '#gateway/usecases/settle-write.ts'
import type { Refusal, Settlement } from '#gateway/usecases/settle-write.ts'
import { isGone } from './reads.ts'
import { callVendor } from './vendor.ts'
import type { Vendor } from './vendor.ts'

/** A value read longer ago than this may have changed at the vendor, so it is read again before it is overwritten. */
const FRESH_MS = 5000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 15_000

type Answer = NonNullable<Settlement['answer']>
type Outcome = Pick<Settlement, 'delivered' | 'refused' | 'answer'>

/**
 * Delivers one claimed outbox row, or puts it back. A change that somebody made at the vendor meanwhile is not overwritten: the
 * agent is told instead. Never throws for what a vendor does.
 */
export async function deliver(vendor: Vendor, claimed: OutboxRow, signal: AbortSignal): Promise<void> {
  const row = await getConversation(vendor.storage.db, claimed.workspace_id, claimed.conversation_id)
  const { patch } = claimed
  const attempt = { sent: false }
  try {
    const outcome = row === undefined ? nothing : await carryOut(vendor, row, patch, attempt, signal)
    await settleWrite(vendor, { claimed, connection: vendor.connection, ...outcome })
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    await delayWrite(vendor, {
      claimed,
      connection: vendor.connection,
      notBefore: vendor.now() + retryDelay(vendor, claimed, error),
      reason: error.code,
      inDoubt: attempt.sent && (error.kind === 'unreachable' || error.kind === 'malformed'),
    })
    vendor.log.info({ conversation: claimed.conversation_id, code: error.code }, 'a write is delayed')
  }
}

const nothing: Outcome = { delivered: [], refused: [], answer: null }

async function carryOut(
  vendor: Vendor,
  row: ConversationRow,
  patch: OutboxPatch,
  attempt: { sent: boolean },
  signal: AbortSignal,
): Promise<Outcome> {
  const before = await readBeforeWriting(vendor, row, patch, signal)
  if (before === 'gone') return { ...nothing, refused: fieldsOf(patch).map((field) => refusalOf(field, goneError)) }
  const held = (field: GuardedField) => (before === 'fresh' ? shadowOf(row, field) : valueIn(before.read, field))
  const settled = fieldsOf(patch).filter((field) => held(field) === vendorValue(patch, field))
  const overtaken = fieldsOf(patch).filter(
    (field) => !settled.includes(field) && !isOurs(row, patch, field, held(field)),
  )
  const toSend = fieldsOf(patch).filter((field) => !settled.includes(field) && !overtaken.includes(field))
  const answer = before === 'fresh' ? null : before
  const start: Outcome = { delivered: settled, refused: overtaken.map(overtakenRefusal), answer }
  return toSend.length === 0 ? start : send(vendor, row, patch, toSend, start, attempt, signal)
}

/** Sends the fields together; when the vendor refuses them together, one at a time, so that one bad field does not sink the other. */
async function send(
  vendor: Vendor,
  row: ConversationRow,
  patch: OutboxPatch,
  fields: readonly GuardedField[],
  soFar: Outcome,
  attempt: { sent: boolean },
  signal: AbortSignal,
): Promise<Outcome> {
  const began = vendor.now()
  try {
    const read = await callVendor(vendor, vendor.writes, signal, () => {
      attempt.sent = true
      return vendor.connector.patchConversation(row.vendor_id, vendorPatch(patch, fields), signal)
    })
    vendor.readAt.set(row.vendor_id, began)
    return { ...soFar, delivered: [...soFar.delivered, ...fields], answer: { read, began } }
  } catch (error) {
    if (!(error instanceof ConnectorError) || (error.kind !== 'rejected' && error.kind !== 'not_found')) throw error
    const [only, ...more] = fields
    if (only === undefined) return soFar
    if (more.length === 0) return { ...soFar, refused: [...soFar.refused, refusalOf(only, error)] }
    let outcome = soFar
    for (const field of fields) outcome = await send(vendor, row, patch, [field], outcome, attempt, signal)
    return outcome
  }
}

async function readBeforeWriting(
  vendor: Vendor,
  row: ConversationRow,
  patch: OutboxPatch,
  signal: AbortSignal,
): Promise<'fresh' | 'gone' | Answer> {
  const lastRead = vendor.readAt.get(row.vendor_id) ?? 0
  const inDoubt = guardedFields.some((field) => triedValues(patch, field).length > 0)
  if (!inDoubt && vendor.now() - lastRead <= FRESH_MS) return 'fresh'
  const began = vendor.now()
  try {
    const read = await callVendor(vendor, vendor.urgent, signal, () =>
      vendor.connector.getConversation(row.vendor_id, signal),
    )
    return { read, began }
  } catch (error) {
    if (isGone(error)) return 'gone'
    // A vendor that offers no single read: its shadow is then the best that is known.
    if (error instanceof ConnectorError && error.kind === 'not_found') return 'fresh'
    throw error
  }
}

/** Whether the vendor's value is the one we knew, or one that an unanswered attempt of ours may have left there. */
function isOurs(row: ConversationRow, patch: OutboxPatch, field: GuardedField, held: string | null): boolean {
  return held === shadowOf(row, field) || triedValues(patch, field).includes(held)
}

function shadowOf(row: ConversationRow, field: GuardedField): string | null {
  return field === 'status' ? row.status_shadow : row.assignee_shadow
}

function valueIn(read: VendorConversation, field: GuardedField): string | null {
  return field === 'status' ? (read.unknownStatus ?? read.status) : (read.assignee?.id ?? null)
}

function vendorPatch(patch: OutboxPatch, fields: readonly GuardedField[]): VendorPatch {
  return {
    ...(fields.includes('status') && patch.status !== undefined ? { status: patch.status } : {}),
    ...(fields.includes('assignee') && patch.assignee !== undefined ? { assigneeId: patch.assignee.vendorUserId } : {}),
  }
}

function retryDelay(vendor: Vendor, claimed: OutboxRow, error: ConnectorError): number {
  if (error.retryAfterMs !== null) return error.retryAfterMs * (1 + vendor.random() / 4)
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** claimed.attempts) * (0.75 + vendor.random() / 2)
}

const goneError = new ConnectorError('not_found', 'resource_not_found', 'The vendor no longer has this conversation.')

function refusalOf(field: GuardedField, error: ConnectorError): Refusal {
  return { field, code: error.code, message: error.message }
}

function overtakenRefusal(field: GuardedField): Refusal {
  return {
    field,
    code: 'changed_at_vendor',
    message: 'It was changed at the vendor meanwhile. Look at it and decide again.',
  }
}
