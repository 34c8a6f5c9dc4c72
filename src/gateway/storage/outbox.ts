import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import { feedbacks, statusSchema } from '#contract/conversation.ts'
import { actorSchema } from '#contract/live-event.ts'
import type { Actor } from '#contract/live-event.ts'
import { isPostgres } from './is-postgres.ts'
import { chunks } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'
import { locksRows } from './transactions.ts'

/**
 * What one row owes to the vendor. `tried` holds values of attempts whose outcome is unknown: when the vendor turns out to hold one of
 * them, that was us and not a colleague.
 */
const outboxPatchSchema = z.object({
  status: z.optional(statusSchema),
  /** Both ids: ours to compare with, the vendor's to send; null for unassigned. */
  assignee: z.optional(z.object({ agentId: z.nullable(z.string()), vendorUserId: z.nullable(z.string()) })),
  /** Marks of the whole team, which nobody fights over: the newest one is sent. */
  starred: z.optional(z.boolean()),
  read: z.optional(z.enum(['read', 'unread'])),
  feedback: z.optional(z.enum(feedbacks)),
  tried: z.object({ status: z.array(z.string()), assignee: z.array(z.nullable(z.string())) }),
})
export type OutboxPatch = z.infer<typeof outboxPatchSchema>

type StoredRow = Selectable<Tables['outbox']>

/** What is owed to the vendor for one conversation. `claimed_by` is null while it waits. */
export type OutboxRow = Omit<StoredRow, 'patch' | 'actor'> & { patch: OutboxPatch; actor: Actor }

/** A row to put: it waits, and its id, which is its turn, is given by the database. */
export type WaitingRow = Omit<OutboxRow, 'id' | 'minor' | 'claimed_by' | 'claimed_ms'>

const IDS_PER_STATEMENT = 500

function parsed(row: StoredRow): OutboxRow {
  return {
    ...row,
    patch: outboxPatchSchema.parse(JSON.parse(row.patch)),
    actor: actorSchema.parse(JSON.parse(row.actor)),
  }
}

function select(db: Read, workspaceId: string) {
  return db.selectFrom('outbox').selectAll().where('workspace_id', '=', workspaceId)
}

/** The row that waits for this conversation: PATCHes merge into it. */
export async function unclaimedFor(
  db: Read,
  workspaceId: string,
  conversationId: string,
): Promise<OutboxRow | undefined> {
  const query = select(db, workspaceId).where('conversation_id', '=', conversationId).where('claimed_by', 'is', null)
  // Locked where it is about to be changed, or a worker could claim it in between and its writer would never know.
  const row = await (locksRows(db) ? query.forUpdate() : query).executeTakeFirst()
  return row && parsed(row)
}

/** The row that is under way for this conversation: nobody edits it. */
export async function claimedFor(
  db: Read,
  workspaceId: string,
  conversationId: string,
): Promise<OutboxRow | undefined> {
  const row = await select(db, workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('claimed_by', 'is not', null)
    .executeTakeFirst()
  return row && parsed(row)
}

/** All that is owed for these conversations, waiting and under way, oldest first. */
export async function owedPatches(
  db: Read,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<OutboxRow[]> {
  const owed: OutboxRow[] = []
  for (const some of chunks(conversationIds, IDS_PER_STATEMENT)) {
    const rows = await select(db, workspaceId).where('conversation_id', 'in', some).execute()
    owed.push(...rows.map(parsed))
  }
  return owed.sort((a, b) => a.id - b.id)
}

function patchColumns(patch: OutboxPatch): Pick<StoredRow, 'patch' | 'minor'> {
  return { patch: JSON.stringify(patch), minor: patch.status === undefined && patch.assignee === undefined ? 1 : 0 }
}

/** Puts a row that waits, or puts it in place of the one that waited for the conversation before, which keeps its turn. */
export async function putOutbox(tx: Tx, row: WaitingRow): Promise<void> {
  const { workspace_id, connection_id, conversation_id, not_before_ms, attempts, last_error, created_ms } = row
  const texts = { ...patchColumns(row.patch), actor: JSON.stringify(row.actor) }
  const columns = { connection_id, ...texts, not_before_ms, attempts, last_error, created_ms }
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set(columns)
    .where('workspace_id', '=', workspace_id)
    .where('conversation_id', '=', conversation_id)
    .where('claimed_by', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  await tx
    .insertInto('outbox')
    .values({ ...columns, workspace_id, conversation_id, claimed_by: null, claimed_ms: null })
    .execute()
}

/** Claims rows that are due, oldest first, marks alone last; never a second one of a conversation, and none while a message of it is owed. */
export async function claimDue(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  { now, owner, limit }: { now: number; owner: string; limit: number },
): Promise<OutboxRow[]> {
  const due = claimable(tx, workspaceId, connectionId)
    .select('outbox.id')
    .where('outbox.not_before_ms', '<=', now)
    .orderBy('outbox.minor')
    .orderBy('outbox.id')
    .limit(limit)
  const found = await (isPostgres(tx) ? due.forUpdate().skipLocked() : due).execute()
  if (found.length === 0) return []
  const ids = found.map((row) => row.id)
  const rows = await tx
    .updateTable('outbox')
    .set({ claimed_by: owner, claimed_ms: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .returningAll()
    .execute()
  return rows.map(parsed).sort((a, b) => a.minor - b.minor || a.id - b.id)
}

function claimable(db: Read, workspaceId: string, connectionId: string) {
  return (
    db
      .selectFrom('outbox')
      .where('outbox.workspace_id', '=', workspaceId)
      .where('outbox.connection_id', '=', connectionId)
      .where('outbox.claimed_by', 'is', null)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('outbox as under_way')
              .select('under_way.id')
              .whereRef('under_way.workspace_id', '=', 'outbox.workspace_id')
              .whereRef('under_way.conversation_id', '=', 'outbox.conversation_id')
              .where('under_way.claimed_by', 'is not', null),
          ),
        ),
      )
      // A message is a barrier: who resolves behind an answer wants the customer to have that first.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('sends')
              .select('sends.id')
              .whereRef('sends.workspace_id', '=', 'outbox.workspace_id')
              .whereRef('sends.conversation_id', '=', 'outbox.conversation_id')
              .where('sends.state', '=', 'owed'),
          ),
        ),
      )
  )
}

/**
 * Lets a claimed row wait again after a failure that passes, in its old turn. Where another began to wait for the conversation
 * meanwhile, the two become one: `join` makes one patch of the claimed one and the newer one, null for none; the newer values have to
 * win. Answers the row that waits now, or undefined when there was no such claim.
 */
export async function releaseOutbox(
  tx: Tx,
  workspaceId: string,
  id: number,
  failure: {
    notBefore: number
    lastError: string
    join: (claimed: OutboxPatch, newer: OutboxPatch | null) => OutboxPatch
  },
): Promise<OutboxRow | undefined> {
  const stored = await select(tx, workspaceId)
    .where('id', '=', id)
    .where('claimed_by', 'is not', null)
    .executeTakeFirst()
  if (stored === undefined) return undefined
  const claimed = parsed(stored)
  const newer = await unclaimedFor(tx, workspaceId, claimed.conversation_id)
  if (newer !== undefined) await deleteOutbox(tx, workspaceId, newer.id)
  const released = await tx
    .updateTable('outbox')
    .set({
      ...patchColumns(failure.join(claimed.patch, newer?.patch ?? null)),
      actor: JSON.stringify(newer?.actor ?? claimed.actor),
      not_before_ms: Math.max(failure.notBefore, newer?.not_before_ms ?? 0),
      claimed_by: null,
      claimed_ms: null,
      attempts: claimed.attempts + 1,
      last_error: failure.lastError,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return parsed(released)
}

/** Rows that another worker than `owner` claimed and did not finish, because it died or lost its lease, oldest first. */
export async function abandonedClaims(
  db: Read,
  workspaceId: string,
  connectionId: string,
  owner: string,
): Promise<OutboxRow[]> {
  const rows = await select(db, workspaceId)
    .where('connection_id', '=', connectionId)
    .where('claimed_by', 'is not', null)
    .where('claimed_by', '<>', owner)
    .orderBy('id')
    .execute()
  return rows.map(parsed)
}

export async function deleteOutbox(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await tx.deleteFrom('outbox').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** What is owed by a connection, waiting and under way, oldest first. */
export async function outboxOfConnection(
  db: Read,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<OutboxRow[]> {
  const query = select(db, workspaceId).where('connection_id', '=', connectionId)
  return (await query.orderBy('id').limit(limit).execute()).map(parsed)
}

/** How many writes the vendor does not have yet. */
export async function outboxBacklog(db: Read, workspaceId: string, connectionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow()
  return count
}

/** When the next row can be claimed (epoch ms, perhaps in the past), or null when none waits. */
export async function nextDueAt(db: Read, workspaceId: string, connectionId: string): Promise<number | null> {
  const { due } = await claimable(db, workspaceId, connectionId)
    .select((eb) => eb.fn.min<number | null>('outbox.not_before_ms').as('due'))
    .executeTakeFirstOrThrow()
  return due
}
