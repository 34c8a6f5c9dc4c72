import type { Selectable, Updateable } from 'kysely'
import * as z from 'zod/mini'
import type { OutgoingState } from '#contract/conversation.ts'
import { fileKinds } from '#contract/upload.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

/** What goes out. A file is named by its upload: the address that the vendor fetches it from is made anew each time and kept nowhere. */
const contentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('template'), name: z.string(), language: z.string(), variables: z.array(z.string()) }),
  z.object({
    type: z.literal('media'),
    kind: z.enum(fileKinds),
    upload: z.string(),
    caption: z.nullable(z.string()),
    filename: z.string(),
    mime_type: z.string(),
    size: z.number(),
  }),
])
export type SendContent = z.infer<typeof contentSchema>

type StoredSend = Selectable<Tables['sends']>

/** A message that was sent from here, with its content read. */
export type SendRow = Omit<StoredSend, 'content'> & { content: SendContent }

/** A send to put: it waits, and its id, which is its turn, is given by the database. */
export type NewSend = Pick<
  SendRow,
  'workspace_id' | 'connection_id' | 'conversation_id' | 'message_id' | 'key' | 'content' | 'created_ms'
>

/** Throws when the content is none that this version knows. */
export function readSend(row: StoredSend): SendRow {
  return { ...row, content: contentSchema.parse(JSON.parse(row.content)) }
}

function select(db: Read, workspaceId: string) {
  return db.selectFrom('sends').selectAll().where('workspace_id', '=', workspaceId)
}

export async function insertSend(tx: Tx, send: NewSend): Promise<void> {
  await tx
    .insertInto('sends')
    .values({
      ...send,
      content: JSON.stringify(send.content),
      upload_id: send.content.type === 'media' ? send.content.upload : null,
      file_ref: null,
      state: 'owed',
      generation: 0,
      in_doubt: 0,
      not_before_ms: send.created_ms,
      claimed_by: null,
      first_tried_ms: null,
      attempts: 0,
      last_error: null,
      follow_ms: null,
      taken_ms: null,
    })
    .execute()
}

export async function sendByKey(db: Read, workspaceId: string, key: string): Promise<SendRow | undefined> {
  const row = await select(db, workspaceId).where('key', '=', key).executeTakeFirst()
  return row && readSend(row)
}

export async function sendById(db: Read, workspaceId: string, id: number): Promise<SendRow | undefined> {
  const row = await select(db, workspaceId).where('id', '=', id).executeTakeFirst()
  return row && readSend(row)
}

/** The send behind a message of a thread. */
export async function sendOfMessage(
  db: Read,
  workspaceId: string,
  conversationId: string,
  messageId: string,
): Promise<SendRow | undefined> {
  const row = await select(db, workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  return row && readSend(row)
}

/** The messages that a file went out in, or is to go out in. */
export async function sendsOfUpload(db: Read, workspaceId: string, uploadId: string): Promise<SendRow[]> {
  const rows = await select(db, workspaceId).where('upload_id', '=', uploadId).execute()
  return rows.map(readSend)
}

/** What is owed of a conversation, in the order in which it goes out. */
export async function owedSends(db: Read, workspaceId: string, conversationId: string): Promise<SendRow[]> {
  const rows = await select(db, workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'owed')
    .orderBy('id')
    .execute()
  return rows.map(readSend)
}

/** What is owed by a connection, waiting and under way, oldest first. */
export async function owedSendsOfConnection(
  db: Read,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<SendRow[]> {
  const rows = await select(db, workspaceId)
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'owed')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(readSend)
}

export async function updateSend(
  tx: Tx,
  workspaceId: string,
  id: number,
  columns: Omit<Updateable<Tables['sends']>, 'workspace_id' | 'id' | 'content'>,
): Promise<void> {
  await tx.updateTable('sends').set(columns).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

export async function deleteSend(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await tx.deleteFrom('sends').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** What the row of a conversation shows of the messages that were sent from here: the worst of them. */
export async function outgoingState(db: Read, workspaceId: string, conversationId: string): Promise<OutgoingState> {
  const rows = await db
    .selectFrom('sends')
    .select(['state', 'in_doubt'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '<>', 'taken')
    .execute()
  if (rows.some(({ state }) => state !== 'owed')) return 'failed'
  if (rows.some((row) => row.in_doubt === 1)) return 'checking'
  return rows.length > 0 ? 'waiting' : 'none'
}

/** The taken message that the vendor is to be asked about next, when that is due. */
export async function nextToFollow(
  db: Read,
  workspaceId: string,
  connectionId: string,
  now: number,
): Promise<SendRow | undefined> {
  const row = await select(db, workspaceId)
    .where('connection_id', '=', connectionId)
    .where('follow_ms', 'is not', null)
    .where('follow_ms', '<=', now)
    .orderBy('follow_ms')
    .limit(1)
    .executeTakeFirst()
  return row && readSend(row)
}

/** Messages of a conversation that the vendor took and is still asked about. */
export async function followedSends(db: Read, workspaceId: string, conversationId: string): Promise<SendRow[]> {
  const rows = await select(db, workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('follow_ms', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(readSend)
}

/** Makes the vendor be asked at once about what is unsettled of a conversation: something happened to one of its messages. */
export async function hastenSends(tx: Tx, workspaceId: string, conversationId: string, now: number): Promise<void> {
  const ofConversation = () =>
    tx.updateTable('sends').where('workspace_id', '=', workspaceId).where('conversation_id', '=', conversationId)
  await ofConversation().set({ follow_ms: now }).where('follow_ms', '>', now).execute()
  await ofConversation()
    .set({ not_before_ms: now })
    .where('state', '=', 'owed')
    .where('in_doubt', '=', 1)
    .where('not_before_ms', '>', now)
    .execute()
}

/** Forgets what the vendor took and was written before `before` (epoch ms): from then on its key would send anew. */
export async function pruneSends(tx: Tx, workspaceId: string, before: number): Promise<void> {
  await tx
    .deleteFrom('sends')
    .where('workspace_id', '=', workspaceId)
    .where('created_ms', '<', before)
    .where('state', '=', 'taken')
    .execute()
}
