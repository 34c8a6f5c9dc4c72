import { deliveryStates } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector, MessagePage } from '#connectors/connector.ts'
import { getConversation, updateConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { listMessages, upsertMessages } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from './fail.ts'
import { messageRow } from './message-row.ts'

const VENDOR_PAGE = 100

/** How a use case reaches the vendor of a connection, within its budget; null while the vendor is not to be called. */
export type AskVendor = <T>(connectionId: string, ask: (connector: Connector) => Promise<T>) => Promise<T | null>

export type MessagesPage = { messages: Message[]; hasMore: boolean }

/**
 * A page of a conversation's messages, newest first, from the mirror; what the mirror lacks is read from the vendor first. When the
 * vendor cannot be asked, what is here is shown. `before` is the key of the last message of the page before.
 */
export async function readMessages(
  deps: { storage: Storage; askVendor: AskVendor },
  request: { workspaceId: string; conversationId: string; before: { ms: number; id: string } | null; limit: number },
): Promise<MessagesPage> {
  const { workspaceId, conversationId, before, limit } = request
  const row = await getConversation(deps.storage.db, workspaceId, conversationId)
  if (row === undefined || row.removed_ms !== null) return fail('resource_not_found')
  const read = () => listMessages(deps.storage.db, workspaceId, conversationId, { limit: limit + 1, before })

  let rows = await read()
  let complete = row.messages_complete === 1
  const isStale = before === null && (row.messages_fresh_ms === null || row.messages_fresh_ms !== row.last_message_ms)
  if (isStale || (rows.length <= limit && !complete)) {
    complete = await fetchMore(deps, row, before === null ? null : row.messages_cursor, complete)
    rows = await read()
  }
  return { messages: rows.slice(0, limit).map(presentMessage), hasMore: rows.length > limit || !complete }
}

/** Reads one page from the vendor into the mirror. Answers whether the oldest message is here now. */
async function fetchMore(
  deps: { storage: Storage; askVendor: AskVendor },
  row: ConversationRow,
  cursor: string | null,
  complete: boolean,
): Promise<boolean> {
  const page = await askForPage(deps.askVendor, row, cursor)
  if (page === null) return complete
  const isNewest = cursor === null
  const hadCursor = row.messages_cursor !== null || row.messages_complete === 1
  await deps.storage.write(async (tx) => {
    await upsertMessages(tx, row.workspace_id, row.id, page.rows.map(messageRow))
    await updateConversation(tx, row.workspace_id, row.id, {
      ...(isNewest ? { messages_fresh_ms: row.last_message_ms } : {}),
      // A newest page read again says nothing of how far back the mirror reaches.
      ...(isNewest && hadCursor
        ? {}
        : { messages_cursor: page.nextCursor, messages_complete: page.nextCursor === null ? 1 : 0 }),
    })
  })
  return isNewest && hadCursor ? complete : page.nextCursor === null
}

async function askForPage(
  askVendor: AskVendor,
  row: ConversationRow,
  cursor: string | null,
): Promise<MessagePage | null> {
  const query = { conversationId: row.vendor_id, limit: VENDOR_PAGE }
  try {
    return await askVendor(row.connection_id, async (connector) => {
      if (cursor === null) return connector.listMessages(query)
      try {
        return await connector.listMessages({ ...query, cursor })
      } catch (error) {
        // Cursors do not live for ever; the walk starts again at the newest page and meets what is here already.
        if (error instanceof ConnectorError && error.kind === 'rejected') return connector.listMessages(query)
        throw error
      }
    })
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}

function presentMessage(row: MessageRow): Message {
  return {
    id: row.id,
    object: 'message',
    conversation_id: row.conversation_id,
    direction: row.direction,
    type: row.type,
    text: row.text,
    label: row.label,
    delivery: row.delivery === null ? null : deliveryOf(JSON.parse(row.delivery)),
    created_at: new Date(row.created_ms).toISOString(),
  }
}

function deliveryOf(stored: { state: string; code: string | null }): Message['delivery'] {
  return { state: deliveryStates.find((state) => state === stored.state) ?? 'unknown', code: stored.code }
}
