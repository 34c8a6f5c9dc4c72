import type { OwedField } from '#contract/conversation.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { VendorPatch } from '#connectors/connector.ts'
import type { OutboxPatch } from '#gateway/storage/outbox.ts'
import type { Refusal, Settlement } from '#gateway/usecases/conversations/settle-write.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** What the vendor said, and when that request was sent. */
export type Answer = NonNullable<Settlement['answer']>
export type Outcome = Pick<Settlement, 'delivered' | 'refused' | 'notApplied' | 'answer'>

/** One try at writing a patch. `inDoubt`: the vendor may hold a value of it although the attempt as a whole failed. */
export type Attempt = { vendorId: string; patch: OutboxPatch; signal: AbortSignal; inDoubt: boolean }

/** A write that waits longer for the vendor's limits, after it was read what the vendor holds, reads that again first. */
const MOST_WAIT_MS = 5000

/** Nothing was sent: what the vendor holds was read too long ago. */
export class ReadTooOld extends Error {
  override readonly name = 'ReadTooOld'
}

/**
 * Sends the fields together; when the vendor refuses them together, one at a time, so that one bad field does not sink the other.
 * Throws `ReadTooOld` where it waited for the vendor's limits for more than `mostWaitMs`.
 */
export async function sendPatch(
  vendor: Vendor,
  attempt: Attempt,
  fields: readonly OwedField[],
  soFar: Outcome,
  mostWaitMs = MOST_WAIT_MS,
): Promise<Outcome> {
  const { vendorId, patch, signal } = attempt
  const askedAt = vendor.now()
  try {
    const answer = await callVendor(vendor, vendor.writes, signal, async () => {
      const began = vendor.now()
      if (began - askedAt > mostWaitMs) throw new ReadTooOld()
      const patched = await vendor.connector.patchConversation(vendorId, vendorPatch(patch, fields), signal)
      return { read: patched.conversation, began, notApplied: patched.notApplied.map((word) => fieldNamed[word]) }
    })
    attempt.inDoubt = true
    const { notApplied, ...told } = answer
    return {
      ...soFar,
      delivered: [...soFar.delivered, ...fields.filter((field) => !notApplied.includes(field))],
      notApplied: [...soFar.notApplied, ...fields.filter((field) => notApplied.includes(field))],
      answer: told,
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind !== 'rejected' && error.kind !== 'not_found') {
      attempt.inDoubt ||= mayHaveBeenApplied(error)
      throw error
    }
    const [only, ...more] = fields
    if (only === undefined) return soFar
    if (more.length === 0) return { ...soFar, refused: [...soFar.refused, refusalOf(only, error)] }
    let outcome = soFar
    for (const field of fields) {
      outcome = await sendPatch(vendor, attempt, [field], outcome, Number.POSITIVE_INFINITY)
    }
    return outcome
  }
}

/** A key or a rate that is refused is refused before anything happens, and 503 says that nothing did. */
export function mayHaveBeenApplied({ kind, status }: ConnectorError): boolean {
  return (kind === 'unreachable' || kind === 'malformed') && status !== 503
}

const fieldNamed: Readonly<Record<keyof VendorPatch, OwedField>> = {
  status: 'status',
  assigneeId: 'assignee',
  starred: 'starred',
  unread: 'read',
  feedback: 'feedback',
}

function vendorPatch(patch: OutboxPatch, fields: readonly OwedField[]): VendorPatch {
  return {
    ...(fields.includes('status') && patch.status !== undefined ? { status: patch.status } : {}),
    ...(fields.includes('assignee') && patch.assignee !== undefined ? { assigneeId: patch.assignee.vendorUserId } : {}),
    ...(fields.includes('starred') && patch.starred !== undefined ? { starred: patch.starred } : {}),
    ...(fields.includes('read') && patch.read !== undefined ? { unread: patch.read === 'unread' } : {}),
    ...(fields.includes('feedback') && patch.feedback !== undefined ? { feedback: patch.feedback } : {}),
  }
}

export function refusalOf(field: OwedField, { code, message }: ConnectorError): Refusal {
  return { field, code, message }
}
