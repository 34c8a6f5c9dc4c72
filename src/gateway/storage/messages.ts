import { furtherDelivery } from '#contract/delivery.ts'
import type { SortKey } from '#contract/conversation.ts'
import { messageSchema } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { chunks } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type MessageRow = Tables['messages']

/** What a vendor's read tells of a message; who sent it from here is nothing that a vendor knows. */
export type ReadMessageRow = Omit<MessageRow, 'workspace_id' | 'conversation_id' | 'send_key' | 'author'>

const ROWS_PER_STATEMENT = 200

/**
 * Stores what a vendor told of messages: a delivery mark moves forward, a text may be edited at the vendor. Of one that was sent from
 * here only the mark moves: its words and its place are known better here.
 */
export async function upsertMessages(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  messages: readonly ReadMessageRow[],
): Promise<void> {
  // One statement cannot touch a row twice on PostgreSQL; the last one of an id wins.
  const latest = new Map(messages.map((message) => [message.id, message]))
  const known = new Map(
    (await messagesById(tx, workspaceId, conversationId, [...latest.keys()])).map((row) => [row.id, row]),
  )
  const place = { workspace_id: workspaceId, conversation_id: conversationId }
  const rows = Array.from(latest.values(), (told): MessageRow => {
    const before = known.get(told.id)
    const delivery = furtherOf(before?.delivery ?? null, told.delivery)
    if (before !== undefined && before.send_key !== null) return { ...before, delivery }
    return { ...told, ...place, delivery, send_key: null, author: null }
  })
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
          parts: eb.ref('excluded.parts'),
          created_ms: eb.ref('excluded.created_ms'),
        })),
      )
      .execute()
  }
}

function furtherOf(known: string | null, told: string | null): string | null {
  const further = furtherDelivery(parseDelivery(known), parseDelivery(told))
  return further === null ? null : JSON.stringify(further)
}

/** A stored delivery mark. */
export function parseDelivery(json: string | null): Message['delivery'] {
  return json === null ? null : messageSchema.shape.delivery.parse(JSON.parse(json))
}

/** In no particular order; ids that are not there are left out. */
export async function messagesById(
  db: Read,
  workspaceId: string,
  conversationId: string,
  ids: readonly string[],
): Promise<MessageRow[]> {
  const found: MessageRow[] = []
  for (const some of chunks(ids, ROWS_PER_STATEMENT)) {
    found.push(
      ...(await db
        .selectFrom('messages')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .where('id', 'in', some)
        .execute()),
    )
  }
  return found
}

/** Puts a message that is sent from here at the end of its thread. */
export async function insertMessage(tx: Tx, message: MessageRow): Promise<void> {
  await tx.insertInto('messages').values(message).execute()
}

/** Changes one message; a new `id` is the one that the vendor gave it, and what was stored under that id before gives way. */
export async function updateMessage(
  tx: Tx,
  { workspace_id, conversation_id, id }: Pick<MessageRow, 'workspace_id' | 'conversation_id' | 'id'>,
  columns: Partial<Pick<MessageRow, 'id' | 'delivery' | 'parts'>>,
): Promise<void> {
  if (columns.id !== undefined && columns.id !== id) {
    await deleteMessage(tx, { workspace_id, conversation_id, id: columns.id })
  }
  await tx
    .updateTable('messages')
    .set(columns)
    .where('workspace_id', '=', workspace_id)
    .where('conversation_id', '=', conversation_id)
    .where('id', '=', id)
    .execute()
}

export async function deleteMessage(
  tx: Tx,
  { workspace_id, conversation_id, id }: Pick<MessageRow, 'workspace_id' | 'conversation_id' | 'id'>,
): Promise<void> {
  await tx
    .deleteFrom('messages')
    .where('workspace_id', '=', workspace_id)
    .where('conversation_id', '=', conversation_id)
    .where('id', '=', id)
    .execute()
}

/** When the oldest message that was read from the vendor was written, epoch ms; null when none was read. */
export async function oldestReadMs(db: Read, workspaceId: string, conversationId: string): Promise<number | null> {
  const oldest = await db
    .selectFrom('messages')
    .select('created_ms')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('send_key', 'is', null)
    .orderBy('created_ms')
    .limit(1)
    .executeTakeFirst()
  return oldest?.created_ms ?? null
}

/** When the newest message of a thread was written, epoch ms; 0 in an empty one. */
export async function newestMessageMs(db: Read, workspaceId: string, conversationId: string): Promise<number> {
  const [newest] = await listMessages(db, workspaceId, conversationId, { limit: 1, before: null })
  return newest?.created_ms ?? 0
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

/** Forgets what was read of a thread that cannot be continued. The vendor still has it; what was sent from here stays. */
export async function forgetMessages(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  await tx
    .deleteFrom('messages')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('send_key', 'is', null)
    .execute()
}
