import { accountKey } from '#contract/conversation-search.ts'
import type { GuardedField } from '#contract/conversation.ts'
import { searchTextOf } from '#contract/search-text.ts'
import type { Actor } from '#contract/live-event.ts'
import type { VendorConversation } from '#connectors/connector.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { isStaleRead, mergeField } from './merge-field.ts'
import type { OurIds } from './our-ids.ts'
import { afterVendorCount, unreadAsTheVendorCounts } from './read-state.ts'
import type { Edit, EditChange } from './record-edits.ts'

export type ReadContext = {
  workspaceId: string
  connection: { id: string; name: string }
  ids: OurIds
  /** When the read was sent, epoch ms. */
  readBegan: number
  /** Fields of this conversation that the outbox still owes to the vendor. */
  pending: readonly GuardedField[]
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
  const actor: Actor = { type: 'vendor', id: context.connection.id, name: context.connection.name }
  if (row === undefined) return insertion(read, context, actor)
  if (isStaleRead(read.updatedAt, row.vendor_updated_ms)) return null

  const preview_wanted = (read.lastMessageAt ?? 0) > (row.preview_ms ?? 0) ? 1 : row.preview_wanted
  const after = {
    ...row,
    ...detailsOf(read, context.ids, row.contact_email),
    ...afterVendorCount(row, read.unreadCount, read.lastInboundAt),
    preview_wanted,
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

  const statusHeld = {
    shadow: row.status_shadow,
    pending: context.pending.includes('status'),
    ackedAt: row.status_acked_ms,
  }
  const readStatus = read.unknownStatus ?? read.status
  if (mergeField(statusHeld, readStatus, context.readBegan) === 'take') {
    after.status_shadow = readStatus
    after.status = read.status
    if (row.status !== read.status) tell('status', row.status, read.status)
  }
  const assigneeHeld = {
    shadow: row.assignee_shadow,
    pending: context.pending.includes('assignee'),
    ackedAt: row.assignee_acked_ms,
  }
  const readAssignee = read.assignee?.id ?? null
  if (mergeField(assigneeHeld, readAssignee, context.readBegan) === 'take') {
    after.assignee_shadow = readAssignee
    after.assignee_id = readAssignee === null ? null : context.agentOf(readAssignee)
    after.assignee_kept_here = 0
    if (row.assignee_id !== after.assignee_id) tell('assignee', row.assignee_id, after.assignee_id)
  }
  const silent = changes.length === 0 && silentColumns.every((column) => row[column] === after[column])
  return silent ? null : { before: row, after, changes }
}

/** A message of ours has another time at the vendor than here, but hardly. */
const CLOCKS_DIFFER_MS = 2000

/** Who wrote since the last read, as far as times tell: the customer, a colleague at the vendor, or nobody but we ourselves. */
function whoWrote(before: ConversationRow, after: ConversationRow): 'inbound' | 'outbound' | null {
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
  'unread_shadow',
  'unread_read',
] as const satisfies readonly (keyof ConversationRow)[]

const detailColumns = [
  'contact_id',
  'contact_name',
  'contact_phone',
  'contact_email',
  'account_phone',
  'unread_count',
  'last_message_ms',
  'last_inbound_ms',
] as const satisfies readonly (keyof ConversationRow)[]

/** A conversation does not carry its contact's e-mail at every vendor; one learnt elsewhere is kept. */
function detailsOf(read: VendorConversation, ids: OurIds, knownEmail: string | null) {
  const email = read.contact.email ?? knownEmail
  return {
    contact_id: ids.contact(read.contact.id),
    vendor_contact_id: read.contact.id,
    contact_name: read.contact.name,
    contact_phone: read.contact.phoneNumber,
    contact_email: email,
    search_text: searchTextOf({
      name: read.contact.name,
      phone_number: read.contact.phoneNumber,
      email,
    }),
    account_phone: read.accountPhoneNumber,
    account_key: accountKey(read.accountPhoneNumber),
    last_message_ms: read.lastMessageAt,
    sort_ms: read.lastMessageAt ?? 0,
    last_inbound_ms: read.lastInboundAt,
  }
}

function insertion(read: VendorConversation, context: ReadContext, actor: Actor): Edit {
  const assigneeShadow = read.assignee?.id ?? null
  const after: ConversationRow = {
    workspace_id: context.workspaceId,
    id: context.ids.conversation(read.id),
    connection_id: context.connection.id,
    vendor_id: read.id,
    channel: read.channel,
    subject: read.subject,
    ...detailsOf(read, context.ids, null),
    ...unreadAsTheVendorCounts(read.unreadCount),
    status: read.status,
    status_seq: 0,
    status_actor: JSON.stringify(actor),
    status_ms: 0,
    status_shadow: read.unknownStatus ?? read.status,
    status_acked_ms: 0,
    assignee_id: assigneeShadow === null ? null : context.agentOf(assigneeShadow),
    assignee_seq: 0,
    assignee_actor: JSON.stringify(actor),
    assignee_shadow: assigneeShadow,
    assignee_acked_ms: 0,
    starred: 0,
    starred_shadow: 0,
    starred_acked_ms: 0,
    read_acked_ms: 0,
    status_kept_here: 0,
    assignee_kept_here: 0,
    starred_kept_here: 1,
    read_kept_here: 1,
    activity_untold: 0,
    preview_text: null,
    preview_type: null,
    preview_inbound: null,
    preview_ms: null,
    preview_wanted: read.lastMessageAt === null ? 0 : 1,
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
    after,
    changes: context.announce ? [{ field: 'created', from: null, to: null, actor, client: null }] : [],
  }
}
