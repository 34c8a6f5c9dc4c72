import { guardedFields, keepableFields, owedFields } from '#contract/conversation.ts'
import type { Conversation, ConversationPatch, GuardedField } from '#contract/conversation.ts'
import { actorSchema } from '#contract/live-event.ts'
import type { Actor } from '#contract/live-event.ts'
import { changesOf as storedChangesOf } from '#gateway/storage/changes.ts'
import { isRemoved } from '#gateway/storage/connection-settings.ts'
import { conversationForUpdate, getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { fail } from '../fail.ts'
import { heldOf } from './held-fields.ts'
import { orNotFound } from './or-not-found.ts'
import { oweToVendor } from './owe-to-vendor.ts'
import { presentChange } from './present-change.ts'
import { presentConversation } from './present-conversation.ts'
import { afterMarkingUnread, afterReading } from './read-state.ts'
import type { ReadState } from './read-state.ts'
import { changeOf, recordEdits } from './record-edits.ts'
import type { EditChange } from './record-edits.ts'
import { dropNotices } from './sync-notices.ts'
import { currentValue, readWish, wishedValue } from './wish.ts'
import type { Wish } from './wish.ts'

export type PatchRequest = {
  workspaceId: string
  id: string
  patch: ConversationPatch
  actor: Actor
  /** The browser tab, so that it knows its own echo. */
  client: string | null
  /** The version the caller acted on; null applies the patch as sent. */
  ifMatch: number | null
}

/**
 * Changes status, assignee and marks, and owes to the vendor what it holds of them, in one transaction. Fails with `resource_not_found`,
 * `missing_required_field`, `invalid_field_value`, or `version_conflict` when somebody else set one of the fields to another value
 * after `ifMatch`: then nothing changes, and the failure carries the conversation as it is now and the changes that won.
 */
export async function patchConversation(
  deps: { storage: Storage; now: () => number; channelsOf: (connectionId: string) => Channels },
  request: PatchRequest,
): Promise<Conversation> {
  const { workspaceId, id } = request
  return deps.storage.write(async (tx) => {
    const row = orNotFound(await conversationForUpdate(tx, workspaceId, id))
    const holds = heldOf(deps.channelsOf(row.connection_id), row)
    const wish = await readWish(tx, row, request.patch, holds)
    await refuseConflicts(tx, row, wish, request)

    const now = deps.now()
    const read = await readStateOf(tx, row, request)
    const mark = read === null ? {} : { read: read.unread_count === 0 ? ('read' as const) : ('unread' as const) }
    const whole = { ...wish, ...mark }
    const isOwed = isForVendor(whole, holds) && !(await isRemoved(tx, workspaceId, row.connection_id))
    const syncState = isOwed ? await oweToVendor(tx, row, whole, { actor: request.actor, now, holds }) : row.sync_state
    const after = { ...granted(row, whole, holds), ...read, sync_state: syncState }
    await recordEdits(tx, workspaceId, [{ before: row, after, changes: changesOf(row, after, request) }], now)
    return presentConversation(orNotFound(await getConversation(tx, workspaceId, id)))
  })
}

/** Whether the vendor may have to hear of this: not of marks that it does not hold. */
function isForVendor(wish: Wish, holds: readonly HeldField[]): boolean {
  if (guardedFields.some((field) => wishedValue(wish, field) !== undefined)) return true
  if (wish.feedback !== undefined) return true
  const isStar = wish.starred !== undefined && holds.includes('starred')
  return isStar || (wish.read !== undefined && (holds.includes('read') || holds.includes('unread')))
}

async function refuseConflicts(tx: Tx, row: ConversationRow, wish: Wish, request: PatchRequest): Promise<void> {
  const { ifMatch, actor, workspaceId } = request
  if (ifMatch === null) return
  const lost = guardedFields.filter((field) => {
    const wished = wishedValue(wish, field)
    const { seq, by } = lastChangeOf(row, field)
    const byAnother = by.type !== actor.type || by.id !== actor.id
    return wished !== undefined && wished !== currentValue(row, field) && seq > ifMatch && byAnother
  })
  if (lost.length === 0) return
  const seqs = new Set(lost.map((field) => lastChangeOf(row, field).seq))
  const winners = (await storedChangesOf(tx, workspaceId, row.id, ifMatch)).filter((change) => seqs.has(change.seq))
  const view = await getConversation(tx, workspaceId, row.id)
  fail('version_conflict', {
    extra: {
      conversation: view === undefined ? undefined : presentConversation(view),
      changes: winners.map(presentChange),
    },
  })
}

function lastChangeOf(row: ConversationRow, field: GuardedField) {
  const [seq, actor] = field === 'status' ? [row.status_seq, row.status_actor] : [row.assignee_seq, row.assignee_actor]
  return { seq, by: actorSchema.parse(JSON.parse(actor)) }
}

/** Nobody reads a message that was not on their screen: where the customer wrote after the version that was, it stays unread. */
async function readStateOf(tx: Tx, row: ConversationRow, request: PatchRequest): Promise<ReadState | null> {
  const { patch, ifMatch, workspaceId } = request
  if (patch.unread_count === undefined) return null
  if (patch.unread_count === 1) return afterMarkingUnread(row)
  if (ifMatch !== null && row.version > ifMatch) {
    const since = await storedChangesOf(tx, workspaceId, row.id, ifMatch)
    if (since.some(({ field, to_value: to }) => field === 'message' && to === 'inbound')) return null
  }
  return afterReading(row)
}

function granted(row: ConversationRow, wish: Wish, holds: readonly HeldField[]): ConversationRow {
  const { status, assignee, starred, read } = wish
  // A value that the vendor turned down before is kept here until it takes one, or until it is the vendor's own.
  const kept = (field: 'status' | 'starred', isVendors: boolean) =>
    holds.includes(field) ? (isVendors ? 0 : row[`${field}_kept_here`]) : 1
  return {
    ...row,
    ...(status === undefined ? {} : { status, status_kept_here: kept('status', status === row.status_shadow) }),
    ...(assignee === undefined ? {} : { assignee_id: assignee.agentId, assignee_kept_here: assignee.keptHere ? 1 : 0 }),
    ...(starred === undefined
      ? {}
      : { starred: starred ? 1 : 0, starred_kept_here: kept('starred', starred === (row.starred_shadow === 1)) }),
    ...(read === undefined ? {} : { read_kept_here: holds.includes(read) ? 0 : 1 }),
    notice: dropNotices(
      row.notice,
      owedFields.filter((field) => wish[field] !== undefined),
    ),
  }
}

function changesOf(before: ConversationRow, after: ConversationRow, { actor, client }: PatchRequest): EditChange[] {
  const changed = [...guardedFields, 'starred' as const]
    .filter((field) => currentValue(before, field) !== currentValue(after, field))
    .map((field): EditChange => ({
      field,
      from: currentValue(before, field),
      to: currentValue(after, field),
      actor,
      client,
    }))
  // A kept-here mark or a dismissed notice shows on the screen too, so browsers must hear of it even when no value moved.
  const quiet =
    before.sync_state !== after.sync_state ||
    before.notice !== after.notice ||
    keepableFields.some((field) => before[`${field}_kept_here`] !== after[`${field}_kept_here`])
  if (changed.length === 0 && quiet) changed.push(changeOf('sync', actor, client))
  if (before.unread_count !== after.unread_count) changed.push(changeOf('details', actor, client))
  return changed
}
