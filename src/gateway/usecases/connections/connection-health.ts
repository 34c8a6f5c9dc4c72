import * as z from 'zod/mini'
import { channelSchema, connectionSchema } from '#contract/connection.ts'

/** How a connection is doing, as it is stored. Times are epoch milliseconds. */
export const connectionHealthSchema = z.object({
  state: z.enum(['ok', 'slow', 'down', 'refused']),
  problem: z.nullable(z.object({ code: z.string(), message: z.string(), sinceMs: z.number() })),
  lastSyncMs: z.nullable(z.number()),
  backfill: connectionSchema.shape.backfill,
  webhooks: z.boolean(),
  channels: z.array(channelSchema),
})
export type ConnectionHealth = z.infer<typeof connectionHealthSchema>

export const unknownHealth: ConnectionHealth = {
  state: 'ok',
  problem: null,
  lastSyncMs: null,
  backfill: { done: false, rows: 0 },
  webhooks: false,
  channels: [],
}

/** Reads a stored health; one that an older version wrote counts as unknown. */
export function parseHealth(json: string): ConnectionHealth {
  const parsed = connectionHealthSchema.safeParse(readJson(json))
  return parsed.success ? parsed.data : unknownHealth
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
