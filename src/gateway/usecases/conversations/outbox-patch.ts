import { guardedFields, owedFields } from '#contract/conversation.ts'
import type { GuardedField, OwedField } from '#contract/conversation.ts'
import type { OutboxPatch } from '#gateway/storage/outbox.ts'
import { starOf } from './held-fields.ts'

export const emptyPatch: OutboxPatch = { tried: { status: [], assignee: [] } }

/** The fields that a patch still has to deliver. */
export function fieldsOf(patch: OutboxPatch): OwedField[] {
  return owedFields.filter((field) => patch[field] !== undefined)
}

/**
 * The value of a field in the vendor's terms: a status, a vendor user id or null for unassigned, `starred` or null, `read` or `unread`, the feedback.
 * Undefined: nothing is owed.
 */
export function vendorValue(patch: OutboxPatch, field: OwedField): string | null | undefined {
  if (field === 'assignee') return patch.assignee?.vendorUserId
  if (field === 'starred') return patch.starred === undefined ? undefined : starOf(patch.starred)
  return patch[field]
}

export function isGuarded(field: OwedField): field is GuardedField {
  return field === 'status' || field === 'assignee'
}

/** The patch without some fields; what was tried stays known. */
export function withoutFields(patch: OutboxPatch, fields: readonly OwedField[]): OutboxPatch {
  const { status, assignee, starred, read, feedback, tried } = patch
  return {
    ...(status === undefined || fields.includes('status') ? {} : { status }),
    ...(assignee === undefined || fields.includes('assignee') ? {} : { assignee }),
    ...(starred === undefined || fields.includes('starred') ? {} : { starred }),
    ...(read === undefined || fields.includes('read') ? {} : { read }),
    ...(feedback === undefined || fields.includes('feedback') ? {} : { feedback }),
    tried,
  }
}

/** Two patches as one: the newer value of each field wins, and both memories of attempts are kept. */
export function mergePatches(older: OutboxPatch, newer: OutboxPatch): OutboxPatch {
  return {
    ...older,
    ...newer,
    tried: {
      status: [...new Set([...older.tried.status, ...newer.tried.status])],
      assignee: [...new Set([...older.tried.assignee, ...newer.tried.assignee])],
    },
  }
}

/** The patch after an attempt without an answer: the vendor may hold its values now, or may not. */
export function rememberAttempt(patch: OutboxPatch): OutboxPatch {
  return mergePatches(patch, {
    tried: {
      status: patch.status === undefined ? [] : [patch.status],
      assignee: patch.assignee === undefined ? [] : [patch.assignee.vendorUserId],
    },
  })
}

/** The vendor values of attempts without an answer. */
export function triedValues(patch: OutboxPatch, field: GuardedField): readonly (string | null)[] {
  return patch.tried[field]
}

/** Whether an attempt of `tried` that is worked off late would undo what is owed now. */
export function couldBeUndoneBy(patch: OutboxPatch, tried: OutboxPatch['tried']): boolean {
  return guardedFields.some(
    (field) => patch[field] !== undefined && tried[field].some((value) => value !== vendorValue(patch, field)),
  )
}
