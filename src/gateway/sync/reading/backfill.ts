import * as z from 'zod/mini'
import { getConnection, setProgress } from '#gateway/storage/connections.ts'
import type { ConversationPage } from '#connectors/reading.ts'
import type { ConnectionHealth } from '#gateway/usecases/connections/connection-health.ts'
import { readPageFrom } from './pages.ts'
import type { Vendor } from '../vendor.ts'

const progressSchema = z.object({
  cursor: z.nullable(z.string()),
  rows: z.number(),
  done: z.boolean(),
  total: z.optional(z.number()),
})

/**
 * How far the first reading of a whole organisation has come. The cursor is a hint: one that no longer works starts it again. `since`: where
 * it stood when this process began with it, and how many pages that one read, for its pace.
 */
export type Backfill = z.infer<typeof progressSchema> & { since?: { ms: number; rows: number; pages: number } }

const notBegun: Backfill = { cursor: null, rows: 0, done: false }

/** Where the backfill of this connection stands, as it was stored: also after a kill. */
export async function loadBackfill(vendor: Vendor): Promise<Backfill> {
  const row = await getConnection(vendor.storage.db, vendor.workspaceId, vendor.connection.id)
  const parsed = progressSchema.safeParse(JSON.parse(row?.progress ?? 'null'))
  return parsed.success ? parsed.data : notBegun
}

/** Reads one page more. Rows appear without a change each; browsers are told of the progress instead. */
export async function backfillOn(vendor: Vendor, backfill: Backfill, signal: AbortSignal): Promise<Backfill> {
  const since = backfill.since ?? { ms: vendor.now(), rows: backfill.rows, pages: 0 }
  const page = await readPageFrom(vendor, { cursor: backfill.cursor }, false, signal)
  const next = page === 'start again' ? notBegun : after(backfill, page)
  await vendor.storage.write((tx) => setProgress(tx, vendor.workspaceId, vendor.connection.id, JSON.stringify(next)))
  return page === 'start again' ? next : { ...next, since: { ...since, pages: since.pages + 1 } }
}

function after({ rows: before, total: known }: Backfill, page: ConversationPage): Backfill {
  const rows = before + page.rows.length
  const total = page.behind === undefined ? known : rows + page.behind
  return {
    cursor: page.nextCursor,
    rows,
    done: page.nextCursor === null,
    ...(total === undefined ? {} : { total }),
  }
}

/**
 * What browsers are told of it: its pace, and where the vendor told how many there are, how long it takes yet at that. Reads are at least
 * `everyMs` apart in the long run: what came in a burst at the beginning does not go on like that.
 */
export function toldOf(
  { done, rows, total, since }: Backfill,
  { now, everyMs }: { now: number; everyMs: number },
): ConnectionHealth['backfill'] {
  if (done) return { done, rows }
  const told = { done, rows, ...(total === undefined || total < rows ? {} : { total }) }
  if (since === undefined || rows <= since.rows || now <= since.ms) return told
  const perMs = (rows - since.rows) / Math.max(now - since.ms, since.pages * everyMs)
  const left = told.total === undefined ? {} : { seconds_left: Math.ceil((told.total - rows) / perMs / 1000) }
  return { ...told, per_minute: Math.round(perMs * 60_000), ...left }
}
