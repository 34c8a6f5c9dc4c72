import { sql } from 'kysely'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { compareSortKeys } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { searchWords } from '#contract/search-text.ts'
import { conversationColumns } from './conversation-columns.ts'
import { filterConditions } from './conversation-filter.ts'
import { rowKeyOf, stretchesOf } from './conversation-order.ts'
import type { Stretch } from './conversation-order.ts'
import { idsWithWords } from './conversation-words.ts'
import { CONTACT_DIGITS } from './migrations/contact-digits.ts'
import { chunks } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'
import { locksRows } from './transactions.ts'

export type ConversationRow = Tables['conversations']

/** The names that a screen shows beside a conversation; the assignee's are null when nobody is assigned. */
type Names = {
  assignee_name: string | null
  assignee_email: string | null
  connection_name: string
  connection_vendor: string
  connection_vendor_name: string
}

/** A conversation with those names. */
export type ConversationView = ConversationRow & Names & { as_of: number }

/** What a screen shows, and the keys to sort and to leave out by. A list reads no more: half of a row is bookkeeping. */
const shownColumns = [
  'id',
  'connection_id',
  'channel',
  'subject',
  'contact_id',
  'contact_name',
  'contact_phone',
  'contact_email',
  'account_phone',
  'tags',
  'status',
  'assignee_id',
  'starred',
  'status_kept_here',
  'assignee_kept_here',
  'starred_kept_here',
  'read_kept_here',
  'unread_count',
  'last_message_ms',
  'sort_ms',
  'last_inbound_ms',
  'activity_untold',
  'preview_text',
  'preview_type',
  'preview_inbound',
  'created_ms',
  'vendor_updated_ms',
  'version',
  'sync_state',
  'notice',
  'outgoing',
  'removed_ms',
] as const satisfies readonly (keyof ConversationRow)[]

/** A conversation as lists and events need it; `as_of` is the workspace's seq at the moment of the statement that read it. */
export type ShownConversation = Pick<ConversationRow, (typeof shownColumns)[number]> & Names & { as_of: number }

/**
 * Where a page begins and how long it is: `after` is the sort key of the row before it, `me` the asking agent's id, `now` (epoch ms)
 * when it is asked for.
 */
export type PageCut = { me: string | null; limit: number; after: SortKey | null; now: number }

const ROWS_PER_STATEMENT = 200

const viewColumns = conversationColumns.map((column) => `conversations.${column}` as const)
const listColumns = shownColumns.map((column) => `conversations.${column}` as const)

function withNames(db: Read, workspaceId: string) {
  return db
    .selectFrom('conversations')
    .innerJoin('connections', (join) =>
      join
        .onRef('connections.workspace_id', '=', 'conversations.workspace_id')
        .onRef('connections.id', '=', 'conversations.connection_id'),
    )
    .leftJoin('agents', (join) =>
      join
        .onRef('agents.workspace_id', '=', 'conversations.workspace_id')
        .onRef('agents.id', '=', 'conversations.assignee_id'),
    )
    .where('conversations.workspace_id', '=', workspaceId)
    .select((eb) => [
      'agents.name as assignee_name',
      'agents.email as assignee_email',
      'connections.name as connection_name',
      'connections.vendor as connection_vendor',
      'connections.vendor_name as connection_vendor_name',
      eb.selectFrom('workspaces').select('seq').where('id', '=', workspaceId).$asScalar().$notNull().as('as_of'),
    ])
}

/** A page of the conversations that belong to a search, in the order that it asks for, removed ones left out. One statement. */
export async function listConversations(
  db: Read,
  workspaceId: string,
  search: ConversationSearch,
  { me, limit, after, now }: PageCut,
): Promise<ShownConversation[]> {
  const cut = { search, me, after, now }
  const words = search.q === undefined ? [] : searchWords(search.q)
  if (words.length > 0) {
    const ids = await idsWithWords(db, workspaceId, cut, words, limit)
    const views = new Map((await getConversations(db, workspaceId, ids)).map((view) => [view.id, view]))
    return ids.flatMap((id) => views.get(id) ?? [])
  }
  const filters = filterConditions(workspaceId, cut)
  const pageOf = ({ conditions, by, direction }: Stretch) =>
    withNames(db, workspaceId)
      .select(listColumns)
      .where((eb) => eb.and([...filters, ...conditions]))
      .orderBy(by, direction)
      .orderBy('conversations.id', 'desc')
      .limit(limit)
  const [first, second] = stretchesOf(cut)
  if (first === undefined) return []
  if (second === undefined) return pageOf(first).execute()
  const rows = await db
    .selectFrom(pageOf(first).as('first'))
    .selectAll()
    .unionAll(db.selectFrom(pageOf(second).as('second')).selectAll())
    .execute()
  // Nothing promises that a union comes in the order in which it was written.
  const keyOf = (row: ShownConversation) => rowKeyOf(row, search, now)
  return rows.sort((a, b) => compareSortKeys(keyOf(a), keyOf(b))).slice(0, limit)
}

/** Also finds a removed conversation: `removed_ms` tells. */
export async function getConversation(
  db: Read,
  workspaceId: string,
  id: string,
): Promise<ConversationView | undefined> {
  return withNames(db, workspaceId).select(viewColumns).where('conversations.id', '=', id).executeTakeFirst()
}

/** In no particular order; ids that are not there are left out. */
export async function getConversations(
  db: Read,
  workspaceId: string,
  ids: readonly string[],
): Promise<ShownConversation[]> {
  const found: ShownConversation[] = []
  for (const some of chunks(ids, ROWS_PER_STATEMENT)) {
    found.push(
      ...(await withNames(db, workspaceId).select(listColumns).where('conversations.id', 'in', some).execute()),
    )
  }
  return found
}

/** By the vendor's id, removed ones included. A transaction that writes has them locked until its end. */
export async function rowsByVendorId(
  db: Read,
  workspaceId: string,
  connectionId: string,
  vendorIds: readonly string[],
): Promise<Map<string, ConversationRow>> {
  const found = new Map<string, ConversationRow>()
  for (const some of chunks(vendorIds, ROWS_PER_STATEMENT)) {
    const query = selectRows(db, workspaceId, connectionId).where('vendor_id', 'in', some).orderBy('id')
    const rows = await (locksRows(db) ? query.forUpdate() : query).execute()
    for (const row of rows) found.set(row.vendor_id, row)
  }
  return found
}

/** One row that this transaction will change, removed or not; locked until the end of the transaction. */
export async function conversationForUpdate(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<ConversationRow | undefined> {
  const query = tx
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  return (locksRows(tx) ? query.forUpdate() : query).executeTakeFirst()
}

/** The conversations of contacts on a connection, removed ones left out. A transaction that writes has them locked until its end. */
export async function conversationsOfContacts(
  db: Read,
  workspaceId: string,
  connectionId: string,
  contactIds: readonly string[],
): Promise<ConversationRow[]> {
  const found: ConversationRow[] = []
  for (const some of chunks(contactIds, ROWS_PER_STATEMENT)) {
    const query = selectRows(db, workspaceId, connectionId)
      .where('contact_id', 'in', some)
      .where('removed_ms', 'is', null)
      .orderBy('id')
    found.push(...(await (locksRows(db) ? query.forUpdate() : query).execute()))
  }
  return found
}

/**
 * The conversations that an agent has because the vendor says that one of its users has them, removed ones included. A transaction
 * that writes has them locked until its end.
 */
export async function conversationsHeldBy(
  db: Read,
  workspaceId: string,
  connectionId: string,
  vendorUserId: string,
  agentId: string,
): Promise<ConversationRow[]> {
  const query = selectRows(db, workspaceId, connectionId)
    .where('assignee_id', '=', agentId)
    .where('assignee_shadow', '=', vendorUserId)
    .orderBy('id')
  return (locksRows(db) ? query.forUpdate() : query).execute()
}

/** Whole rows of one connection, to be narrowed. */
export function selectRows(db: Read, workspaceId: string, connectionId: string) {
  return db
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
}

export async function insertConversations(tx: Tx, rows: readonly ConversationRow[]): Promise<void> {
  for (const some of chunks(rows, ROWS_PER_STATEMENT)) await tx.insertInto('conversations').values(some).execute()
}

export async function updateConversation(
  tx: Tx,
  workspaceId: string,
  id: string,
  columns: Partial<Omit<ConversationRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  if (Object.keys(columns).length === 0) return
  await tx
    .updateTable('conversations')
    .set(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Conversations with the contact whose number has exactly these digits, the newest first; removed ones left out. */
export async function conversationsOfNumber(
  db: Read,
  workspaceId: string,
  connectionId: string,
  digits: string,
): Promise<ConversationRow[]> {
  return selectRows(db, workspaceId, connectionId)
    .where(sql.raw<string>(CONTACT_DIGITS), '=', digits)
    .where('removed_ms', 'is', null)
    .orderBy('sort_ms', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
