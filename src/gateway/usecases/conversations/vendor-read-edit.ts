import { digitsOf } from '#contract/digits.ts'
import type { OwedField } from '#contract/conversation.ts'
import { searchTextOf } from '#contract/search-text.ts'
import type { Actor } from '#contract/live-event.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { firstStatus } from './first-status.ts'
import { holdsOn, starOf, tells, valueIn } from './held-fields.ts'
import { isAckedSince, isStaleRead, mergeField } from './merge-field.ts'
import type { OurIds } from './our-ids.ts'
import { tagsOf } from './tags.ts'
import { afterVendorCount, unreadAsTheVendorCounts } from './read-state.ts'
import { vendorActor } from '../vendor-actor.ts'
import { changeOf } from './record-edits.ts'
import type { Edit, EditChange } from './record-edits.ts'
import { withReopening } from './reopen.ts'

export type ReadContext = {
  workspaceId: string
  connection: { id: string; name: string }
  ids: OurIds
  /** What the vendor holds on its channels. */
  channels: Channels
  /** When the read was sent, epoch ms. */
  readBegan: number
  /** Fields of this conversation that the outbox still owes to the vendor. */
  pending: readonly OwedField[]
  /** The agent whom a vendor's user is; every user in the read has one by now. */
  agentOf: (vendorUserId: string) => string
  /** False while a whole organisation is read for the first time: rows then appear without a change each. */
  announce: boolean
}

/** What a vendor's read does to a conversation: an edit, or null when it tells nothing new. Pure. */
export function vendorReadEdit(
  row: ConversationRow | undefined,
  read: VendorConversation,
  context: ReadContext,
): Edit | null {
  const actor = vendorActor(context.connection)
  if (row === undefined) return insertion(read, context, actor)
  if (isStaleRead(read.updatedAt, row.vendor_updated_ms)) return null

  const holds = holdsOn(context.channels, read.channel)
  const after: ConversationRow = {
    ...row,
    ...detailsOf(read, row, context.ids),
    ...keptHere(holds, row),
    ...unreadAfter(row, read, context),
    preview_wanted: wantsPreview(row, read) ? 1 : row.preview_wanted,
    vendor_updated_ms: read.updatedAt,
    removed_ms: null,
  }
  const changes: EditChange[] = []
  const tell = (field: EditChange['field'], from: string | null, to: string | null) =>
    changes.push({ field, from, to, actor, client: null })

  if (row.removed_ms !== null) tell('created', null, null)
  const writer = whoWrote(row, after)
  if (writer !== null) tell('message', null, writer)
  else if (detailColumns.some((column) => row[column] !== after[column])) tell('details', null, null)

  const moved = (field: 'status' | 'assignee' | 'starred', shadow: string | null, ackedAt: number) => {
    const held = { shadow, pending: context.pending.includes(field), ackedAt }
    return tells(read, holds, field) && mergeField(held, valueIn(read, field), context.readBegan) === 'take'
  }
  if (moved('status', row.status_shadow, row.status_acked_ms)) {
    after.status_shadow = read.unknownStatus ?? read.status
    after.status = read.status
    after.status_kept_here = 0
    if (row.status !== read.status) tell('status', row.status, read.status)
  }
  if (moved('assignee', row.assignee_shadow, row.assignee_acked_ms)) {
    const holder = read.assignee?.id ?? null
    after.assignee_shadow = holder
    after.assignee_id = holder === null ? null : context.agentOf(holder)
    after.assignee_kept_here = 0
    if (row.assignee_id !== after.assignee_id) tell('assignee', row.assignee_id, after.assignee_id)
  }
  if (moved('starred', starOf(row.starred_shadow === 1), row.starred_acked_ms)) {
    after.starred = after.starred_shadow = read.starred ? 1 : 0
    after.starred_kept_here = 0
    if (row.starred !== after.starred) tell('starred', starOf(row.starred === 1), starOf(read.starred))
  }
  const silent = changes.length === 0 && silentColumns.every((column) => row[column] === after[column])
  return silent ? null : withReopening({ before: row, after, changes }, actor)
}

/** What a field is that the channel does not hold; one that it holds may be kept here for other reasons, which stay. */
function keptHere(holds: readonly HeldField[], row: ConversationRow) {
  return {
    status_kept_here: holds.includes('status') ? row.status_kept_here : 1,
    assignee_kept_here: holds.includes('assignee') ? row.assignee_kept_here : 1,
    starred_kept_here: holds.includes('starred') ? row.starred_kept_here : 1,
    read_kept_here: holds.includes('read') ? row.read_kept_here : 1,
  }
}

/** The count as this read has it, unless it says nothing of it or may predate what the vendor was told of it. */
function unreadAfter(row: ConversationRow, read: VendorConversation, { pending, readBegan }: ReadContext) {
  const isUntold = read.untold?.includes('unread') === true
  if (isUntold || pending.includes('read') || isAckedSince(row.read_acked_ms, readBegan)) return {}
  return afterVendorCount(row, read.unreadCount, isActivityTold(read) ? read.lastInboundAt : undefined)
}

function isActivityTold(read: VendorConversation): boolean {
  return read.untold?.includes('activity') !== true
}

/** Whether there is a message that the row does not show: what a read without times tells by what else it brings. */
function wantsPreview(row: ConversationRow, read: VendorConversation): boolean {
  if (isActivityTold(read)) return (read.lastMessageAt ?? 0) > (row.preview_ms ?? 0)
  const isUnreadTold = read.untold?.includes('unread') !== true
  return read.updatedAt > row.vendor_updated_ms || (isUnreadTold && read.unreadCount > row.unread_shadow)
}

/** A message of ours has another time at the vendor than here, but hardly. */
const CLOCKS_DIFFER_MS = 2000

/** Who wrote since the last read, as far as times tell: the customer, a colleague at the vendor, or nobody but we ourselves. */
function whoWrote(before: ConversationRow, after: ConversationRow): 'inbound' | 'outbound' | null {
  // What was written before anybody looked is no news.
  if (before.activity_untold === activity.untold) return null
  if ((after.last_inbound_ms ?? 0) > (before.last_inbound_ms ?? 0)) return 'inbound'
  const isLater = (after.last_message_ms ?? 0) > (before.last_message_ms ?? 0) + CLOCKS_DIFFER_MS
  const isOurs = before.outgoing === 'waiting' || before.outgoing === 'checking'
  return isLater && !isOurs ? 'outbound' : null
}

/** What a read may teach us without anything to show. */
const silentColumns = [
  'vendor_updated_ms',
  'status_shadow',
  'assignee_shadow',
  'starred_shadow',
  'unread_shadow',
  'unread_read',
  'vendor_contact_id',
] as const satisfies readonly (keyof ConversationRow)[]

const detailColumns = [
  'channel',
  'subject',
  'contact_id',
  'contact_name',
  'contact_phone',
  'contact_email',
  'account_phone',
  'tags',
  'unread_count',
  'last_message_ms',
  'last_inbound_ms',
  'activity_untold',
  'status_kept_here',
  'assignee_kept_here',
  'starred_kept_here',
  'read_kept_here',
] as const satisfies readonly (keyof ConversationRow)[]

/** A conversation does not carry its contact's e-mail at every vendor; one learnt elsewhere is kept. So are times that a read leaves out. */
function detailsOf(read: VendorConversation, known: ConversationRow | null, ids: OurIds) {
  const email = read.contact.email ?? known?.contact_email ?? null
  const tags = read.tags ?? (known === null ? [] : tagsOf(known))
  return {
    channel: read.channel,
    subject: read.subject,
    contact_id: ids.contact(read.contact.id),
    vendor_contact_id: read.contact.id,
    contact_name: read.contact.name,
    contact_phone: read.contact.phoneNumber,
    contact_email: email,
    tags: JSON.stringify(tags),
    search_text: searchTextOf({ name: read.contact.name, phone_number: read.contact.phoneNumber, email }, tags),
    account_phone: read.accountPhoneNumber,
    account_key: digitsOf(read.accountPhoneNumber),
    ...(isActivityTold(read)
      ? {
          last_message_ms: read.lastMessageAt,
          sort_ms: read.lastMessageAt ?? 0,
          // Some vendors tell when somebody wrote last, and of the customer only when that was the customer.
          last_inbound_ms: read.lastInboundAt ?? known?.last_inbound_ms ?? null,
          activity_untold: activity.told,
        }
      : {}),
  }
}

function insertion(read: VendorConversation, context: ReadContext, actor: Actor): Edit {
  const holds = holdsOn(context.channels, read.channel)
  const status = firstStatus(read, holds, { readBegan: context.readBegan, isFirstReading: !context.announce })
  const assigneeShadow = tells(read, holds, 'assignee') ? (read.assignee?.id ?? null) : null
  const starred = tells(read, holds, 'starred') && read.starred ? 1 : 0
  const unread = read.untold?.includes('unread') === true ? 0 : read.unreadCount
  const isTold = isActivityTold(read)
  const nothingKept = { status_kept_here: 0, assignee_kept_here: 0, starred_kept_here: 0, read_kept_here: 0 }
  const fresh: ConversationRow = {
    workspace_id: context.workspaceId,
    id: context.ids.conversation(read.id),
    connection_id: context.connection.id,
    vendor_id: read.id,
    // Where it stands until its messages tell.
    last_message_ms: null,
    sort_ms: read.createdAt,
    last_inbound_ms: null,
    activity_untold: activity.untold,
    ...detailsOf(read, null, context.ids),
    ...unreadAsTheVendorCounts(unread),
    status,
    status_seq: 0,
    status_actor: JSON.stringify(actor),
    status_ms: 0,
    status_shadow: tells(read, holds, 'status') ? (read.unknownStatus ?? read.status) : status,
    status_acked_ms: 0,
    assignee_id: assigneeShadow === null ? null : context.agentOf(assigneeShadow),
    assignee_seq: 0,
    assignee_actor: JSON.stringify(actor),
    assignee_shadow: assigneeShadow,
    assignee_acked_ms: 0,
    starred,
    starred_shadow: starred,
    starred_acked_ms: 0,
    read_acked_ms: 0,
    ...nothingKept,
    preview_text: null,
    preview_type: null,
    preview_inbound: null,
    preview_ms: null,
    preview_wanted: isTold && read.lastMessageAt === null ? 0 : 1,
    created_ms: read.createdAt,
    vendor_updated_ms: read.updatedAt,
    version: 0,
    sync_state: 'synced',
    notice: null,
    outgoing: 'none',
    messages_cursor: null,
    messages_complete: 0,
    messages_fresh_ms: null,
    removed_ms: null,
  }
  return {
    before: null,
    after: { ...fresh, ...keptHere(holds, fresh) },
    changes: context.announce ? [changeOf('created', actor)] : [],
  }
}
