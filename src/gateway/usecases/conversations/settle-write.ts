import { guardedFields, statuses } from '#contract/conversation.ts'
import type { KeepableField, OwedField, Status } from '#contract/conversation.ts'
import type { Actor } from '#contract/live-event.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import { getAgent } from '#gateway/storage/agents.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { identityByVendorUser } from '#gateway/storage/identities.ts'
import { deleteOutbox, unclaimedFor } from '#gateway/storage/outbox.ts'
import type { OutboxPatch, OutboxRow } from '#gateway/storage/outbox.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { holdsOn, tells } from './held-fields.ts'
import { learnVendorUsers } from '../people/learn-vendor-users.ts'
import { ourIds } from './our-ids.ts'
import type { IdRule } from './our-ids.ts'
import { emptyPatch, fieldsOf, vendorValue } from './outbox-patch.ts'
import { afterTelling } from './read-state.ts'
import { vendorActor } from '../vendor-actor.ts'
import { changeOf, recordEdits } from './record-edits.ts'
import { isStillClaimed } from './still-claimed.ts'
import type { EditChange } from './record-edits.ts'
import { putNotice } from './sync-notices.ts'
import { vendorReadEdit } from './vendor-read-edit.ts'
import { currentValue } from './wish.ts'

/** A field that the vendor did not take. `message` says why and what to do, in words for the agent. */
export type Refusal = { field: OwedField; code: string; message: string }

/**
 * How a claimed outbox row ended. Fields that are neither delivered nor refused nor turned down were found to be superseded.
 */
export type Settlement = {
  claimed: OutboxRow
  connection: { id: string; name: string }
  channels: Channels
  delivered: readonly OwedField[]
  /** What the vendor answered well to and did not do. */
  notApplied: readonly OwedField[]
  refused: readonly Refusal[]
  /** The vendor's newest answer, and when that request was sent. Null when it gave none. */
  answer: { read: VendorConversation; began: number } | null
}

/**
 * Ends a claimed write: what was delivered becomes the shadow, what was refused returns to it and leaves a notice, what was not applied
 * is kept here (as is a read mark in any case, which would else come back as often as somebody reads), and the vendor's
 * answer is merged like any other read. A newer wish for the same field, queued meanwhile, is left standing.
 */
export async function settleWrite(
  deps: { storage: Storage; now: () => number; connector: IdRule },
  settlement: Settlement,
): Promise<void> {
  const { claimed, connection, answer } = settlement
  await deps.storage.write(async (tx) => {
    const now = deps.now()
    // Before the outbox, as a PATCH does it, so that the two never wait for each other.
    const row = await conversationForUpdate(tx, claimed.workspace_id, claimed.conversation_id)
    if (!(await isStillClaimed(tx, claimed))) return
    await deleteOutbox(tx, claimed.workspace_id, claimed.id)
    if (row === undefined) return
    const newer = await unclaimedFor(tx, row.workspace_id, row.id)
    const stillOwed = fieldsOf(newer?.patch ?? emptyPatch)

    const { patch } = claimed
    const delivered = acknowledge(row, settlement, now)
    const returned = await giveBack(
      tx,
      delivered,
      patch,
      settlement.refused.filter(({ field }) => !stillOwed.includes(field) && stillShows(row, patch, field)),
      now,
    )
    const settled = { ...returned, sync_state: newer === undefined ? ('synced' as const) : ('waiting' as const) }

    const users = answer?.read.assignee ? [answer.read.assignee] : []
    const agents = await learnVendorUsers(tx, row.workspace_id, connection.id, users, now)
    const ids = await ourIds(tx, deps.connector, row.workspace_id, connection.id)
    const merged =
      answer === null || ids === null
        ? null
        : vendorReadEdit(settled, answer.read, {
            workspaceId: row.workspace_id,
            connection,
            ids,
            channels: settlement.channels,
            readBegan: answer.began,
            pending: [...stillOwed, ...settlement.delivered, ...settlement.notApplied],
            agentOf: (id) => agents.get(id) ?? id,
            announce: true,
          })
    const after = settleDelivered(merged?.after ?? settled, settlement, stillOwed, agents)
    const changes = changesBetween(row, after, connection, settlement.refused)
    await recordEdits(tx, row.workspace_id, [{ before: row, after, changes }], now)
  })
}

/** What is known to have reached the vendor, whether it took it or not, is nothing that an older read can speak of. */
function acknowledge(
  row: ConversationRow,
  { claimed, delivered, notApplied }: Settlement,
  now: number,
): ConversationRow {
  const { patch } = claimed
  const after = { ...row }
  for (const field of [...delivered, ...notApplied].filter(isKeepable)) after[`${field}_acked_ms`] = now
  if (delivered.includes('status')) after.status_shadow = patch.status ?? row.status_shadow
  if (delivered.includes('assignee')) after.assignee_shadow = vendorValue(patch, 'assignee') ?? null
  if (delivered.includes('starred')) after.starred_shadow = patch.starred === true ? 1 : 0
  return after
}

/** The vendor's own answer to our write is the truth, even where it is not what we asked for; what it did not do is kept here. */
function settleDelivered(
  row: ConversationRow,
  { claimed, channels, delivered, notApplied, answer }: Settlement,
  stillOwed: readonly OwedField[],
  agents: Map<string, string>,
): ConversationRow {
  const after = { ...row }
  const read = answer?.read
  const holds = read === undefined ? [] : holdsOn(channels, read.channel)
  const told = (field: 'status' | 'assignee' | 'starred') =>
    read !== undefined && tells(read, holds, field) ? read : undefined
  const isTold = (field: OwedField) => delivered.includes(field) || notApplied.includes(field)
  const isDone = (field: OwedField) => delivered.includes(field) && !stillOwed.includes(field)

  const statusTold = isTold('status') ? told('status') : undefined
  if (statusTold !== undefined) {
    after.status_shadow = statusTold.unknownStatus ?? statusTold.status
    if (isDone('status')) after.status = statusTold.status
  }
  if (isDone('status')) after.status_kept_here = 0
  const assigneeTold = isTold('assignee') ? told('assignee') : undefined
  if (assigneeTold !== undefined) {
    const holder = assigneeTold.assignee?.id ?? null
    after.assignee_shadow = holder
    const agentId = holder === null ? null : (agents.get(holder) ?? null)
    if (isDone('assignee') && after.assignee_kept_here === 0) after.assignee_id = agentId
  }
  const starTold = isTold('starred') ? told('starred') : undefined
  if (starTold !== undefined) {
    after.starred_shadow = starTold.starred ? 1 : 0
    if (isDone('starred')) after.starred = after.starred_shadow
  }
  if (isDone('starred')) after.starred_kept_here = 0
  if (isDone('read') && claimed.patch.read !== undefined) {
    const isCounted = read !== undefined && read.untold?.includes('unread') !== true
    Object.assign(after, afterTelling(after, claimed.patch.read, isCounted ? read.unreadCount : null))
    after.read_kept_here = 0
  }
  for (const field of notApplied.filter(isKeepable)) if (!stillOwed.includes(field)) after[`${field}_kept_here`] = 1
  return after
}

function isKeepable(field: OwedField): field is KeepableField {
  return field !== 'feedback'
}

/** Whether the screen still shows what the write asked for: an assignment kept here may have taken its place. */
function stillShows(row: ConversationRow, patch: OutboxPatch, field: OwedField): boolean {
  if (!isKeepable(field)) return true
  return currentValue(row, field) === (field === 'assignee' ? patch.assignee?.agentId : vendorValue(patch, field))
}

async function giveBack(tx: Tx, row: ConversationRow, patch: OutboxPatch, refused: readonly Refusal[], now: number) {
  const after = { ...row }
  const at = new Date(now).toISOString()
  for (const { field, code, message } of refused) {
    const wanted = await nameOfWish(tx, row, patch, field)
    after.notice = putNotice(after.notice, { field, wanted, code, message, at })
    if (field === 'status') Object.assign(after, { status: statusOfShadow(row.status_shadow), status_kept_here: 0 })
    if (field === 'assignee') after.assignee_id = await agentOfShadow(tx, row)
    if (field === 'starred') after.starred = row.starred_shadow
    if (field === 'read') after.read_kept_here = 1
  }
  return after
}

function statusOfShadow(shadow: string): Status {
  return statuses.find((status) => status === shadow) ?? 'open'
}

async function agentOfShadow(tx: Tx, row: ConversationRow): Promise<string | null> {
  if (row.assignee_shadow === null) return null
  const identity = await identityByVendorUser(tx, row.workspace_id, row.connection_id, row.assignee_shadow)
  return identity?.agent_id ?? null
}

async function nameOfWish(tx: Tx, row: ConversationRow, patch: OutboxPatch, field: OwedField): Promise<string | null> {
  if (field !== 'assignee') return vendorValue(patch, field) ?? null
  const agentId = patch.assignee?.agentId ?? null
  return agentId === null ? null : ((await getAgent(tx, row.workspace_id, agentId))?.name ?? agentId)
}

function changesBetween(
  before: ConversationRow,
  after: ConversationRow,
  connection: Settlement['connection'],
  refused: readonly Refusal[],
): EditChange[] {
  const vendor = vendorActor(connection)
  // Nobody at the vendor gave a refused field back: that was us.
  const actorOf = (field: OwedField): Actor =>
    refused.some((one) => one.field === field) ? { ...vendor, type: 'system' } : vendor
  const values = [...guardedFields, 'starred' as const]
    .map((field): EditChange => ({
      field,
      from: currentValue(before, field),
      to: currentValue(after, field),
      actor: actorOf(field),
      client: null,
    }))
    .filter(({ from, to }) => from !== to)
  return [...values, changeOf('sync', vendor)]
}
