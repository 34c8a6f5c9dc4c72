import type { SortKey } from '#contract/conversation.ts'
import type { Message } from '#contract/message.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { MessagePage } from '#connectors/reading.ts'
import { isRemoved } from '#gateway/storage/connection-settings.ts'
import { getConversation, updateConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { forgetMessages, listMessages, oldestReadMs, upsertMessages } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'
import { quarantineRows } from '../connections/quarantine-rows.ts'
import { orNotFound } from '../conversations/or-not-found.ts'
import { fail } from '../fail.ts'
import { messageRow } from './message-row.ts'
import { presentMessage } from './present-message.ts'
import { withoutUnderWay } from './under-way.ts'

const VENDOR_PAGE = 100
/** A page may take several reads at the vendor, when its cursor was too old or much was there already; not more than these. */
const MOST_READS = 10

/** The vendor's webhooks tell times in whole seconds. */
const CLOCKS_DIFFER_MS = 1000

/** How a use case reaches the vendor of a connection, within its budget; null while the vendor is not to be called. */
export type AskVendor = <T>(connectionId: string, ask: (connector: Connector) => Promise<T>) => Promise<T | null>

type Deps = { storage: Storage; now: () => number; askVendor: AskVendor }

/** `wasAsked`: the vendor told just now what it holds. */
export type MessagesPage = { messages: Message[]; hasMore: boolean; wasAsked: boolean }

/**
 * A page of a conversation's messages, newest first, from the mirror; what the mirror lacks is read from the vendor first. `before` is
 * the key of the last message of the page before. When the vendor cannot be asked, what is here is shown; when that is nothing, though
 * there may be messages, it fails with `vendor_unavailable`: an empty page would say that there are none. A message that cannot be read is put
 * aside, and the rest is shown.
 */
export async function readMessages(
  deps: Deps,
  request: { workspaceId: string; conversationId: string; before: SortKey | null; limit: number },
): Promise<MessagesPage> {
  const { workspaceId, conversationId, before, limit } = request
  const { db } = deps.storage
  let row = await presentRow(db, workspaceId, conversationId)
  let rows = await readPage(db, row, { limit: limit + 1, before })
  const isStale = before === null && (!wasRead(row) || row.messages_fresh_ms !== row.last_message_ms)
  let wasAsked = false
  let isWanting = isStale || lacksRows(row, rows, limit)
  for (let reads = 0; isWanting && reads < MOST_READS; reads += 1) {
    if (!(await fetchMore(deps, row, reads === 0 && isStale))) break
    wasAsked = true
    row = await presentRow(db, workspaceId, conversationId)
    rows = await readPage(db, row, { limit: limit + 1, before })
    isWanting = lacksRows(row, rows, limit)
  }
  const isComplete = row.messages_complete === 1
  if (rows.length === 0 && !isComplete) {
    fail((await isRemoved(db, workspaceId, row.connection_id)) ? 'connection_removed' : 'vendor_unavailable')
  }
  const messages = rows.slice(0, limit).map(presentMessage)
  return { messages, hasMore: rows.length > limit || !isComplete, wasAsked }
}

async function presentRow(db: Read, workspaceId: string, id: string): Promise<ConversationRow> {
  return orNotFound(await getConversation(db, workspaceId, id))
}

/** What was sent from here is shown with what was written round it, so not before that is here. */
async function readPage(
  db: Read,
  row: ConversationRow,
  cut: { limit: number; before: SortKey | null },
): Promise<MessageRow[]> {
  const rows = await listMessages(db, row.workspace_id, row.id, cut)
  if (row.messages_complete === 1) return rows
  const oldest = (await oldestReadMs(db, row.workspace_id, row.id)) ?? 0
  return rows.filter((message) => message.send_key === null || message.created_ms >= oldest)
}

function lacksRows(row: ConversationRow, rows: readonly MessageRow[], limit: number): boolean {
  return rows.length <= limit && row.messages_complete === 0
}

/**
 * Reads one page from the vendor into the mirror, the newest one or the next older one. Answers whether the vendor could be asked.
 * The mirror has no holes: what is here is everything from the newest message down to where `messages_cursor` goes on.
 */
async function fetchMore(deps: Deps, row: ConversationRow, newest: boolean): Promise<boolean> {
  const found = await askForPage(deps.askVendor, row, newest ? null : row.messages_cursor)
  if (found === null) return false
  const { page, isNewest } = found
  const { workspace_id: workspaceId, id } = row
  await quarantineRows(deps, {
    workspaceId,
    connectionId: row.connection_id,
    malformed: page.malformed,
    readable: page.rows.map((message) => message.id),
  })
  const continues = !isNewest || reachesBack(row, page)
  const knowsMore = isNewest && continues && newest && page.nextCursor !== null
  await deps.storage.write(async (tx) => {
    if (!continues) await forgetMessages(tx, workspaceId, id)
    await upsertMessages(tx, workspaceId, id, (await withoutUnderWay(tx, workspaceId, id, page.rows)).map(messageRow))
    await updateConversation(tx, workspaceId, id, {
      ...(isNewest ? { messages_fresh_ms: freshUntil(row, page) } : {}),
      // A newest page that reaches back to the one read before says nothing of how far back the mirror goes.
      ...(knowsMore ? {} : { messages_cursor: page.nextCursor, messages_complete: page.nextCursor === null ? 1 : 0 }),
    })
  })
  return true
}

function wasRead(row: ConversationRow): boolean {
  return row.messages_cursor !== null || row.messages_complete === 1
}

/** Whether nothing can lie between a newest page and the one read before it. */
function reachesBack(row: ConversationRow, page: MessagePage): boolean {
  const oldest = Math.min(...page.rows.map(({ createdAt }) => createdAt))
  return wasRead(row) && (page.nextCursor === null || oldest <= (row.messages_fresh_ms ?? 0))
}

/**
 * Up to when the newest page is known, on the conversation's own clock. A webhook may tell of a message before the vendor's list has
 * it: then the next reader asks again.
 */
function freshUntil(row: ConversationRow, page: MessagePage): number | null {
  const newest = Math.max(...page.rows.map(({ createdAt }) => createdAt))
  const hasLast = row.last_message_ms === null || newest >= row.last_message_ms - CLOCKS_DIFFER_MS
  return hasLast ? row.last_message_ms : Number.isFinite(newest) ? newest : null
}

/** Cursors of vendors do not live for ever: then the walk starts again at the newest page. */
async function askForPage(
  askVendor: AskVendor,
  row: ConversationRow,
  cursor: string | null,
): Promise<{ page: MessagePage; isNewest: boolean } | null> {
  const query = { conversationId: row.vendor_id, limit: VENDOR_PAGE }
  const askNewest = async (connector: Connector) => ({ page: await connector.listMessages(query), isNewest: true })
  try {
    return await askVendor(row.connection_id, async (connector) => {
      if (cursor === null) return askNewest(connector)
      try {
        return { page: await connector.listMessages({ ...query, cursor }), isNewest: false }
      } catch (error) {
        if (error instanceof ConnectorError && error.kind === 'rejected') return askNewest(connector)
        throw error
      }
    })
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}
