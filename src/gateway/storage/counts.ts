import { sql } from 'kysely'
import type { CountCell } from '#contract/counts.ts'
import type { ConversationRow } from './conversations.ts'
import { isPostgres } from './is-postgres.ts'
import { chunks } from './rows.ts'
import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

const CELLS_PER_STATEMENT = 200

/** Every cell that is not empty. */
export async function readCounts(db: Read, workspaceId: string): Promise<CountCell[]> {
  const rows = await db
    .selectFrom('counts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('count', '<>', 0)
    .orderBy('connection_id')
    .orderBy('account_key')
    .orderBy('status')
    .orderBy('assignee_id')
    .execute()
  return rows.map(toCell)
}

type Counted = Pick<
  ConversationRow,
  'connection_id' | 'account_key' | 'status' | 'assignee_id' | 'unread_count' | 'removed_ms'
>

/** What a change of one conversation does to the counts; `before` is null for a new one. Feed the cells to `adjustCounts`. */
export function countDeltas(before: Counted | null, after: Counted): CountCell[] {
  return before === null ? [cellOf(after, 1)] : [cellOf(before, -1), cellOf(after, 1)]
}

function cellOf(row: Counted, sign: 1 | -1): CountCell {
  const weight = row.removed_ms === null ? sign : 0
  return {
    connection: row.connection_id,
    account: row.account_key,
    status: row.status,
    assignee: row.assignee_id,
    count: weight,
    unread: row.unread_count > 0 ? weight : 0,
  }
}

/** Adds deltas, of which several may name the same cell, in an order that is the same for every writer, so that none wait in a ring. */
export async function adjustCounts(tx: Tx, workspaceId: string, deltas: readonly CountCell[]): Promise<void> {
  for (const some of chunks(merged(deltas), CELLS_PER_STATEMENT)) {
    await tx
      .insertInto('counts')
      .values(some.map((cell) => toRow(workspaceId, cell)))
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'connection_id', 'account_key', 'status', 'assignee_id']).doUpdateSet({
          count: sql<number>`counts.count + excluded.count`,
          unread: sql<number>`counts.unread + excluded.unread`,
        }),
      )
      .execute()
  }
}

function toRow(workspaceId: string, cell: CountCell): Tables['counts'] {
  return {
    workspace_id: workspaceId,
    connection_id: cell.connection,
    account_key: cell.account,
    status: cell.status,
    assignee_id: cell.assignee ?? '',
    count: cell.count,
    unread: cell.unread,
  }
}

function toCell(row: WithoutWorkspace<'counts'>): CountCell {
  return {
    connection: row.connection_id,
    account: row.account_key,
    status: row.status,
    assignee: row.assignee_id === '' ? null : row.assignee_id,
    count: row.count,
    unread: row.unread,
  }
}

/** One delta a cell, none that changes nothing, in the order of their keys. */
function merged(deltas: readonly CountCell[]): CountCell[] {
  const sums = new Map<string, CountCell>()
  for (const delta of deltas) {
    const key = JSON.stringify([delta.connection, delta.account, delta.status, delta.assignee ?? ''])
    const sum = sums.get(key) ?? { ...delta, count: 0, unread: 0 }
    sums.set(key, { ...sum, count: sum.count + delta.count, unread: sum.unread + delta.unread })
  }
  return [...sums]
    .filter(([, sum]) => sum.count !== 0 || sum.unread !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum)
}

/** Counts everything again and answers how many cells were wrong. Reads every conversation: for the start, not for a request. */
export async function recheckCounts(tx: Tx, workspaceId: string): Promise<number> {
  if (isPostgres(tx)) {
    await sql`set local statement_timeout = 0`.execute(tx)
    // Writers of counts wait until this is committed, and this waits for those under way: what it sees is whole.
    await sql`lock table counts in share row exclusive mode`.execute(tx)
  }
  const actual = await tx
    .selectFrom('conversations')
    .select(['connection_id', 'account_key', 'status'])
    .select((eb) => [
      eb.fn.coalesce('assignee_id', sql<string>`''`).as('assignee_id'),
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>(sql`case when unread_count > 0 then 1 else 0 end`).as('unread'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('removed_ms', 'is', null)
    .groupBy(['connection_id', 'account_key', 'status', 'assignee_id'])
    .execute()
  const stored = await tx
    .selectFrom('counts')
    .select(['connection_id', 'account_key', 'status', 'assignee_id'])
    .select([sql<number>`-count`.as('count'), sql<number>`-unread`.as('unread')])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const corrections = merged([...actual, ...stored].map(toCell))
  await adjustCounts(tx, workspaceId, corrections)
  return corrections.length
}
