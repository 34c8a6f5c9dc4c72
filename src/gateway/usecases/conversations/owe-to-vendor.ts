import type { Actor } from '#contract/live-event.ts'
import { keepableFields } from '#contract/conversation.ts'
import type { KeepableField } from '#contract/conversation.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { claimedFor, deleteOutbox, putOutbox, unclaimedFor } from '#gateway/storage/outbox.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import type { OutboxPatch } from '#gateway/storage/outbox.ts'
import { shadowOf } from './held-fields.ts'
import { emptyPatch, fieldsOf, isGuarded, mergePatches, vendorValue, withoutFields } from './outbox-patch.ts'
import type { Wish } from './wish.ts'

/** A status or a mark waits this long, so that one taken back at once costs the vendor no write. */
export const STATUS_DELAY_MS = 3000

/**
 * Puts what a wish changes into the conversation's one unclaimed outbox row, or takes it out again when the vendor holds that value
 * already, or has no such field. Answers the sync state that follows.
 */
export async function oweToVendor(
  tx: Tx,
  row: ConversationRow,
  wish: Wish,
  context: { actor: Actor; now: number; holds: readonly HeldField[] },
): Promise<ConversationRow['sync_state']> {
  const { workspace_id: workspaceId, id } = row
  const waiting = await unclaimedFor(tx, workspaceId, id)
  const claimed = await claimedFor(tx, workspaceId, id)
  const underWay = claimed?.patch ?? emptyPatch

  const merged = mergePatches(waiting?.patch ?? emptyPatch, patchOf(wish, context.holds))
  // What may be at the vendor already has to be seen through, or it would come back as somebody else's change.
  const wasTried = (waiting?.attempts ?? 0) > 0
  const inDoubt = (field: KeepableField) =>
    underWay[field] !== undefined ||
    (isGuarded(field) ? merged.tried[field].length > 0 || underWay.tried[field].length > 0 : wasTried)
  const needless = (field: KeepableField) =>
    (vendorValue(merged, field) === shadowOf(row, field) || isKeptHere(wish, field, context.holds)) && !inDoubt(field)
  const patch = withoutFields(merged, keepableFields.filter(needless))
  if (fieldsOf(patch).length === 0) {
    if (waiting !== undefined) await deleteOutbox(tx, workspaceId, waiting.id)
    return claimed === undefined ? 'synced' : row.sync_state
  }
  const isHasty = wish.status === undefined && fieldsOf(patch).some(isGuarded)
  const delay = isHasty ? 0 : STATUS_DELAY_MS
  await putOutbox(tx, {
    workspace_id: workspaceId,
    connection_id: row.connection_id,
    conversation_id: id,
    patch,
    actor: context.actor,
    not_before_ms: Math.max(context.now + delay, waiting?.not_before_ms ?? 0),
    attempts: waiting?.attempts ?? 0,
    last_error: waiting?.last_error ?? null,
    created_ms: waiting?.created_ms ?? context.now,
  })
  return row.sync_state === 'delayed' ? 'delayed' : 'waiting'
}

function patchOf(wish: Wish, holds: readonly HeldField[]): OutboxPatch {
  const { status, assignee, starred, read, feedback } = wish
  return {
    ...(status === undefined || !holds.includes('status') ? {} : { status }),
    ...(assignee === undefined || assignee.keptHere
      ? {}
      : { assignee: { agentId: assignee.agentId, vendorUserId: assignee.vendorUserId } }),
    ...(starred === undefined || !holds.includes('starred') ? {} : { starred }),
    ...(read === undefined || !holds.includes(read) ? {} : { read }),
    ...(feedback === undefined ? {} : { feedback }),
    tried: emptyPatch.tried,
  }
}

/** Whether this wish is one that the vendor does not hear of. */
function isKeptHere(wish: Wish, field: KeepableField, holds: readonly HeldField[]): boolean {
  if (field === 'assignee') return wish.assignee?.keptHere === true
  if (field === 'read') return wish.read !== undefined && !holds.includes(wish.read)
  return wish[field] !== undefined && !holds.includes(field)
}
