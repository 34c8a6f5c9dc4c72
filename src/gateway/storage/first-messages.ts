import type { Selectable, Updateable } from 'kysely'
import * as z from 'zod/mini'
import { actorSchema } from '#contract/live-event.ts'
import { deliverySchema } from '#contract/message.ts'
import { isPostgres } from './is-postgres.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'
import { locksRows } from './transactions.ts'

const contentSchema = z.object({
  type: z.literal('template'),
  name: z.string(),
  language: z.string(),
  variables: z.array(z.string()),
})

type Stored = Selectable<Tables['first_messages']>

/** A message to a number without a conversation, with its parts read. */
export type FirstMessageRow = Omit<Stored, 'content' | 'author' | 'delivery'> & {
  content: z.infer<typeof contentSchema>
  author: z.infer<typeof actorSchema>
  delivery: z.infer<typeof deliverySchema>
}

/** A first message to put: it waits. */
export type NewFirstMessage = Pick<
  FirstMessageRow,
  | 'workspace_id'
  | 'id'
  | 'connection_id'
  | 'key'
  | 'to_number'
  | 'from_number'
  | 'content'
  | 'text'
  | 'author'
  | 'client'
  | 'created_ms'
>

type Columns = Omit<Updateable<Tables['first_messages']>, 'workspace_id' | 'id' | 'content' | 'author' | 'delivery'> & {
  delivery?: FirstMessageRow['delivery']
}

/** What somebody still has to do something about: to send it, or to find its conversation. */
const UNDER_WAY = ['owed', 'taken'] as const

function parsed(row: Stored): FirstMessageRow {
  return {
    ...row,
    content: contentSchema.parse(JSON.parse(row.content)),
    author: actorSchema.parse(JSON.parse(row.author)),
    delivery: deliverySchema.parse(JSON.parse(row.delivery)),
  }
}

function select(db: Read, workspaceId: string) {
  return db.selectFrom('first_messages').selectAll().where('workspace_id', '=', workspaceId)
}

function underWay(db: Read, workspaceId: string, connectionId: string) {
  return select(db, workspaceId).where('connection_id', '=', connectionId).where('state', 'in', UNDER_WAY)
}

export async function insertFirstMessage(tx: Tx, message: NewFirstMessage): Promise<FirstMessageRow> {
  const delivery = { state: 'waiting' as const, code: null }
  const row = await tx
    .insertInto('first_messages')
    .values({
      ...message,
      content: JSON.stringify(message.content),
      author: JSON.stringify(message.author),
      delivery: JSON.stringify(delivery),
      state: 'owed',
      generation: 0,
      in_doubt: 0,
      not_before_ms: message.created_ms,
      claimed_by: null,
      first_tried_ms: null,
      attempts: 0,
      vendor_message_id: null,
      taken_ms: null,
      conversation_id: null,
      hidden: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return parsed(row)
}

export async function firstMessageByKey(
  db: Read,
  workspaceId: string,
  key: string,
): Promise<FirstMessageRow | undefined> {
  const row = await select(db, workspaceId).where('key', '=', key).executeTakeFirst()
  return row && parsed(row)
}

/** A transaction that writes has it locked until its end. */
export async function firstMessageById(
  db: Read,
  workspaceId: string,
  id: string,
): Promise<FirstMessageRow | undefined> {
  const query = select(db, workspaceId).where('id', '=', id)
  const row = await (locksRows(db) ? query.forUpdate() : query).executeTakeFirst()
  return row && parsed(row)
}

/** The message that is on its way to a number, from whichever of ours. */
export async function firstMessageUnderWay(
  db: Read,
  workspaceId: string,
  connectionId: string,
  to: string,
): Promise<FirstMessageRow | undefined> {
  const row = await underWay(db, workspaceId, connectionId)
    .where('to_number', '=', to)
    .orderBy('created_ms')
    .limit(1)
    .executeTakeFirst()
  return row && parsed(row)
}

/** What an author started since `since` (epoch ms) and did not put away, and what is not settled yet however old it is; newest first. */
export async function firstMessagesOf(
  db: Read,
  workspaceId: string,
  authorId: string,
  since: number,
): Promise<FirstMessageRow[]> {
  const rows = await select(db, workspaceId)
    .where('hidden', '=', 0)
    .where((eb) => eb.or([eb('created_ms', '>=', since), eb('state', 'in', UNDER_WAY)]))
    .orderBy('created_ms', 'desc')
    .orderBy('id')
    .execute()
  // Nobody starts so many conversations that reading their authors here would matter.
  return rows.map(parsed).filter(({ author }) => author.id === authorId)
}

/** What a connection has not sent yet, oldest first. */
export async function owedFirstMessages(
  db: Read,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<FirstMessageRow[]> {
  const query = underWay(db, workspaceId, connectionId).where('state', '=', 'owed')
  return (await query.orderBy('created_ms').orderBy('id').limit(limit).execute()).map(parsed)
}

export async function updateFirstMessage(tx: Tx, workspaceId: string, id: string, columns: Columns): Promise<void> {
  const { delivery, ...rest } = columns
  const told = delivery === undefined ? {} : { delivery: JSON.stringify(delivery) }
  await tx
    .updateTable('first_messages')
    .set({ ...rest, ...told })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** When the next one can be claimed (epoch ms, perhaps in the past), or null when none waits. */
export async function nextFirstMessageAt(db: Read, workspaceId: string, connectionId: string): Promise<number | null> {
  const row = await underWay(db, workspaceId, connectionId)
    .where('claimed_by', 'is', null)
    .orderBy('not_before_ms')
    .limit(1)
    .executeTakeFirst()
  return row?.not_before_ms ?? null
}

/** Claims what is due, longest waiting first. */
export async function claimFirstMessages(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  { now, owner, limit }: { now: number; owner: string; limit: number },
): Promise<FirstMessageRow[]> {
  const due = underWay(tx, workspaceId, connectionId)
    .where('claimed_by', 'is', null)
    .where('not_before_ms', '<=', now)
    .orderBy('not_before_ms')
    .orderBy('id')
    .limit(limit)
  const found = await (isPostgres(tx) ? due.forUpdate().skipLocked() : due).execute()
  if (found.length === 0) return []
  const rows = await tx
    .updateTable('first_messages')
    .set((eb) => ({
      claimed_by: owner,
      first_tried_ms: eb.fn.coalesce('first_tried_ms', eb.val(now)),
      attempts: eb('attempts', '+', 1),
    }))
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      found.map(({ id }) => id),
    )
    .returningAll()
    .execute()
  return rows.map(parsed)
}

/** Lets go of what another worker than `owner` claimed and did not finish: whether the vendor has what was owed is unknown. */
export async function abandonFirstMessages(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  owner: string,
): Promise<void> {
  const abandoned = () =>
    tx
      .updateTable('first_messages')
      .where('workspace_id', '=', workspaceId)
      .where('connection_id', '=', connectionId)
      .where('claimed_by', 'is not', null)
      .where('claimed_by', '<>', owner)
  const delivery = JSON.stringify({ state: 'checking', code: null })
  await abandoned().where('state', '=', 'owed').set({ claimed_by: null, in_doubt: 1, delivery }).execute()
  await abandoned().where('state', '=', 'taken').set({ claimed_by: null }).execute()
}

/** How many of them the vendor does not have yet. */
export async function firstMessagesBacklog(db: Read, workspaceId: string, connectionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('first_messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'owed')
    .executeTakeFirstOrThrow()
  return count
}

/** Forgets what was written before `before` (epoch ms) unless it is still owed: from then on its key would send anew. */
export async function pruneFirstMessages(tx: Tx, workspaceId: string, before: number): Promise<void> {
  await tx
    .deleteFrom('first_messages')
    .where('workspace_id', '=', workspaceId)
    .where('created_ms', '<', before)
    .where('state', '<>', 'owed')
    .execute()
}
