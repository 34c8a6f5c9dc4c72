import * as z from 'zod/mini'
import { connectionSchema } from '#contract/connection.ts'
import type { Connection } from '#contract/connection.ts'

/** A connection that is doing well: read to the end, nothing owed, told of changes. */
export function makeConnection(overrides: Partial<Connection> = {}): Connection {
  return z.parse(connectionSchema, {
    id: 'con_1',
    object: 'connection',
    vendor: 'kirim',
    name: 'Toko Jakarta',
    state: 'ok',
    problem: null,
    backfill: { done: true, rows: 2000 },
    last_sync_at: '2026-11-20T09:00:00.000Z',
    backlog: 0,
    quarantined: 0,
    sends: { max_text: 4096, window: true, templates: true },
    webhooks: true,
    ...overrides,
  })
}
