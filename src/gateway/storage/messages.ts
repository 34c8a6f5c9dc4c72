import type { SortKey } from '#contract/conversation.ts'
import { chunks } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type MessageRow = Tables['messages']

/** What a vendor's read tells of a message; who sent it from here is nothing that a vendor knows. */
export type ReadMessageRow = Omit<MessageRow, 'workspace_id' | 'conversation_id' | 'send_key' | 'author'>

const ROWS_PER_STATEMENT = 200

/** Stores messages, in place of those with the same ids: a delivery state moves, a text may be edited at the vendor. */
export async function upsertMessages(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  messages: readonly ReadMessageRow[],
): Promise<void> {
  // One statement cannot touch a row twice on PostgreSQL; the last one of an id wins.
  const latest = new Map(messages.map((message) => [message.id, message]))
  const place = { workspace_id: workspaceId, conversation_id: conversationId, send_key: null, author: null }
  const rows = Array.from(latest.values(), (message) => Object.assign({}, message, place))
  for (const some of chunks(rows, ROWS_PER_STATEMENT)) {
    await tx
      .insertInto('messages')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'conversation_id', 'id']).doUpdateSet((eb) => ({
          direction: eb.ref('excluded.direction'),
          type: eb.ref('excluded.type'),
          text: eb.ref('excluded.text'),
          label: eb.ref('excluded.label'),
          delivery: eb.ref('excluded.delivery'),
          created_ms: eb.ref('excluded.created_ms'),
        })),
      )
      .execute()
  }
}

/** Newest first; `before` is the key of the last message of the page before. */
export async function listMessages(
  db: Read,
  workspaceId: string,
  conversationId: string,
  { limit, before }: { limit: number; before: SortKey | null },
): Promise<MessageRow[]> {
  let query = db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
  if (before !== null) {
    query = query.where((eb) => eb(eb.refTuple('created_ms', 'id'), '<', eb.tuple(before.ms, before.id)))
  }
  return query.orderBy('created_ms', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** Forgets a thread that cannot be continued, so that what is here never has a hole. The vendor still has it. */
export async function forgetMessages(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  await tx
    .deleteFrom('messages')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .execute()
}
