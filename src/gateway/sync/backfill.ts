import * as z from 'zod/mini'
import { getConnection, setProgress } from '#gateway/storage/connections.ts'
import { readPageFrom } from './pages.ts'
import type { Vendor } from './vendor.ts'

const progressSchema = z.object({ cursor: z.nullable(z.string()), rows: z.number(), done: z.boolean() })

/** How far the first reading of a whole organisation has come. The cursor is a hint: one that no longer works starts it again. */
export type Backfill = z.infer<typeof progressSchema>

const notBegun: Backfill = { cursor: null, rows: 0, done: false }

/** Where the backfill of this connection stands, as it was stored: also after a kill. */
export async function loadBackfill(vendor: Vendor): Promise<Backfill> {
  const row = await getConnection(vendor.storage.db, vendor.workspaceId, vendor.connection.id)
  const parsed = progressSchema.safeParse(JSON.parse(row?.progress ?? 'null'))
  return parsed.success ? parsed.data : notBegun
}

/** Reads one page more. Rows appear without a change each; browsers are told of the progress instead. */
export async function backfillOn(vendor: Vendor, backfill: Backfill, signal: AbortSignal): Promise<Backfill> {
  const page = await readPageFrom(vendor, { cursor: backfill.cursor }, false, signal)
  const next =
    page === 'start again'
      ? notBegun
      : { cursor: page.nextCursor, rows: backfill.rows + page.rows.length, done: page.nextCursor === null }
  await vendor.storage.write((tx) => setProgress(tx, vendor.workspaceId, vendor.connection.id, JSON.stringify(next)))
  return next
}
