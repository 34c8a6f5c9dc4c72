import type { Actor } from '#contract/live-event.ts'
import { guardedFields } from '#contract/conversation.ts'
import type { GuardedField } from '#contract/conversation.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { claimedFor, deleteOutbox, putOutbox, unclaimedFor } from '#gateway/storage/outbox.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import type { OutboxPatch } from '#gateway/storage/outbox.ts'
import { emptyPatch, fieldsOf, mergePatches, vendorValue, withoutFields } from './outbox-patch.ts'
import type { Wish } from './wish.ts'

/** A status write waits this long, so that a resolve taken back at once costs the vendor no write. */
export const STATUS_DELAY_MS = 3000

/**
 * Puts what a wish changes into the conversation's one unclaimed outbox row, or takes it out again when the vendor holds that value
 * already. Answers the sync state that follows.
 */
export async function oweToVendor(
  tx: Tx,
  row: ConversationRow,
  wish: Wish,
  context: { actor: Actor; now: number },
): Promise<ConversationRow['sync_state']> {
  const { workspace_id: workspaceId, id } = row
  const waiting = await unclaimedFor(tx, workspaceId, id)
  const claimed = await claimedFor(tx, workspaceId, id)
  const underWay = claimed?.patch ?? emptyPatch

  const merged = mergePatches(waiting?.patch ?? emptyPatch, patchOf(wish))
  // What may be at the vendor already has to be seen through, or it would come back as somebody else's change.
  const needless = (field: GuardedField) =>
    (vendorHolds(row, merged, field) || isKeptHere(wish, field)) && !inDoubt(merged, underWay, field)
  const patch = withoutFields(merged, guardedFields.filter(needless))
  if (fieldsOf(patch).length === 0) {
    if (waiting !== undefined) await deleteOutbox(tx, workspaceId, waiting.id)
    return claimed === undefined ? 'synced' : row.sync_state
  }
  const delay = patch.status !== undefined && wish.status !== undefined ? STATUS_DELAY_MS : 0
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

function patchOf(wish: Wish): OutboxPatch {
  return {
    ...(wish.status === undefined ? {} : { status: wish.status }),
    ...(wish.assignee === undefined || wish.assignee.keptHere
      ? {}
      : { assignee: { agentId: wish.assignee.agentId, vendorUserId: wish.assignee.vendorUserId } }),
    tried: emptyPatch.tried,
  }
}

function isKeptHere(wish: Wish, field: GuardedField): boolean {
  return field === 'assignee' && wish.assignee?.keptHere === true
}

function vendorHolds(row: ConversationRow, patch: OutboxPatch, field: GuardedField): boolean {
  return vendorValue(patch, field) === (field === 'status' ? row.status_shadow : row.assignee_shadow)
}

/** An attempt that is under way, or that ended without an answer, may yet change what the vendor holds. */
function inDoubt(patch: OutboxPatch, underWay: OutboxPatch, field: GuardedField): boolean {
  return patch.tried[field].length > 0 || underWay.tried[field].length > 0 || underWay[field] !== undefined
}
