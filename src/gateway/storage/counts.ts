import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { CLOSING_CAP } from '#contract/counts.ts'
import type { CountCell } from '#contract/counts.ts'
import { filterConditions } from './conversation-filter.ts'
import type { ConversationRow } from './conversations.ts'
import { chunks } from './rows.ts'
import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

const CELLS_PER_STATEMENT = 200
const ROWS_PER_PAGE = 5000

/** Every cell that is not empty. */
export async function readCounts(db: Read, workspaceId: string): Promise<CountCell[]> {
  const rows = await db
    .selectFrom('counts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('count', '<>', 0)
    .orderBy('connection_id')
    .orderBy('channel')
    .orderBy('account_key')
    .orderBy('status')
    .orderBy('assignee_id')
    .execute()
  return rows.map(toCell)
}

/** How many open conversations have a window that closes soon at `now` (epoch ms); nobody is counted beyond the cap. */
export async function countClosing(db: Read, workspaceId: string, now: number): Promise<number> {
  const search = { status: 'open', window: 'closing' } as const
  const { count } = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('conversations')
        .select('id')
        .where((eb) => eb.and(filterConditions(workspaceId, { search, me: null, now })))
        .limit(CLOSING_CAP)
        .as('closing'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

type Counted = Pick<
  ConversationRow,
  'connection_id' | 'channel' | 'account_key' | 'status' | 'assignee_id' | 'unread_count' | 'starred' | 'removed_ms'
>

/** What a change of one conversation does to the counts; `before` is null for a new one. Feed the cells to `adjustCounts`. */
export function countDeltas(before: Counted | null, after: Counted): CountCell[] {
  return before === null ? [cellOf(after, 1)] : [cellOf(before, -1), cellOf(after, 1)]
}

function cellOf(row: Counted, sign: 1 | -1): CountCell {
  const weight = row.removed_ms === null ? sign : 0
  return {
    connection: row.connection_id,
    channel: row.channel,
    account: row.account_key,
    status: row.status,
    assignee: row.assignee_id,
    count: weight,
    unread: row.unread_count > 0 ? weight : 0,
    starred: row.starred === 1 ? weight : 0,
  }
}

/** Adds deltas, of which several may name the same cell, in an order that is the same for every writer, so that none wait in a ring. */
export async function adjustCounts(tx: Tx, workspaceId: string, deltas: readonly CountCell[]): Promise<void> {
  for (const some of chunks(merged(deltas), CELLS_PER_STATEMENT)) {
    await tx
      .insertInto('counts')
      .values(some.map((cell) => toRow(workspaceId, cell)))
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id', 'connection_id', 'channel', 'account_key', 'status', 'assignee_id'])
          .doUpdateSet({
            count: sql<number>`counts.count + excluded.count`,
            unread: sql<number>`counts.unread + excluded.unread`,
            starred: sql<number>`counts.starred + excluded.starred`,
          }),
      )
      .execute()
  }
}

function toRow(workspaceId: string, cell: CountCell): Tables['counts'] {
  return {
    workspace_id: workspaceId,
    connection_id: cell.connection,
    channel: cell.channel,
    account_key: cell.account,
    status: cell.status,
    assignee_id: cell.assignee ?? '',
    count: cell.count,
    unread: cell.unread,
    starred: cell.starred,
  }
}

function toCell(row: WithoutWorkspace<'counts'>): CountCell {
  return {
    connection: row.connection_id,
    channel: row.channel,
    account: row.account_key,
    status: row.status,
    assignee: row.assignee_id === '' ? null : row.assignee_id,
    count: row.count,
    unread: row.unread,
    starred: row.starred,
  }
}

/** One delta a cell, none that changes nothing, in the order of their keys. */
function merged(deltas: readonly CountCell[]): CountCell[] {
  const sums = new Map<string, CountCell>()
  for (const delta of deltas) {
    const key = JSON.stringify([delta.connection, delta.channel, delta.account, delta.status, delta.assignee ?? ''])
    const sum = sums.get(key) ?? { ...delta, count: 0, unread: 0, starred: 0 }
    sums.set(key, {
      ...sum,
      count: sum.count + delta.count,
      unread: sum.unread + delta.unread,
      starred: sum.starred + delta.starred,
    })
  }
  return [...sums]
    .filter(([, sum]) => sum.count !== 0 || sum.unread !== 0 || sum.starred !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum)
}

/**
 * What is to be added to the stored counts of a connection so that they are what its rows say. `db` must be a snapshot. Reads every row,
 * and lets others go on after each page of them, since SQLite answers on the spot. Nothing when `signal` aborts meanwhile.
 */
export async function countDrift(
  db: Read,
  workspaceId: string,
  connectionId: string,
  { signal, rowsPerPage = ROWS_PER_PAGE }: { signal?: AbortSignal; rowsPerPage?: number } = {},
): Promise<CountCell[]> {
  const stored = await readCounts(db, workspaceId)
  const mine = stored.filter((cell) => cell.connection === connectionId)
  let drift = mine.map(negated)
  let after = ''
  for (;;) {
    if (signal?.aborted === true) return []
    const groups = await countPage(db, workspaceId, connectionId, after, rowsPerPage)
    drift = merged([...drift, ...groups.map(toCell)])
    if (groups.reduce((sum, { rows }) => sum + rows, 0) < rowsPerPage) return drift
    after = groups.reduce((last, { last_id: id }) => (id > last ? id : last), after)
    await setImmediate()
  }
}

/** The rows after an id, counted by the database: `rows` with the removed ones, `count` and `unread` without. */
async function countPage(db: Read, workspaceId: string, connectionId: string, after: string, limit: number) {
  const page = db
    .selectFrom('conversations')
    .select(['id', 'connection_id', 'channel', 'account_key', 'status', 'unread_count', 'starred', 'removed_ms'])
    .select((eb) => eb.fn.coalesce('assignee_id', sql<string>`''`).as('assignee_id'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
  return db
    .selectFrom(page.as('page'))
    .select(['connection_id', 'channel', 'account_key', 'status', 'assignee_id'])
    .select((eb) => [
      eb.fn.countAll<number>().as('rows'),
      eb.fn.sum<number>(sql`case when removed_ms is null then 1 else 0 end`).as('count'),
      eb.fn.sum<number>(sql`case when removed_ms is null and unread_count > 0 then 1 else 0 end`).as('unread'),
      eb.fn.sum<number>(sql`case when removed_ms is null and starred = 1 then 1 else 0 end`).as('starred'),
      eb.fn.max('id').as('last_id'),
    ])
    .groupBy(['connection_id', 'channel', 'account_key', 'status', 'assignee_id'])
    .execute()
}

function negated({ count, unread, starred, ...key }: CountCell): CountCell {
  return { ...key, count: -count, unread: -unread, starred: -starred }
}
