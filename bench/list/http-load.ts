import * as z from 'zod'
import { createCursors } from '#gateway/routes/plumbing/cursor.ts'
import { filtersOf } from '#gateway/routes/conversations.ts'
import { startChild } from '../process/child.ts'
import type { Load, Rate } from './closed-loop.ts'
import type { ListRequest } from './requests.ts'

const rateSchema: z.ZodType<Rate> = z.object({
  count: z.number(),
  p50: z.number(),
  p99: z.number(),
  max: z.number(),
  perSecond: z.number(),
})

/** Asks for pages over HTTP from a process of its own, which shares nothing with the gateway but the machine. */
export type HttpLoad = {
  run(target: { url: string; apiKey: string }, paths: readonly string[], load: Load): Promise<Rate>
  stop(): Promise<void>
}

export function startHttpLoad(): HttpLoad {
  const child = startChild(new URL('load-process.ts', import.meta.url))
  return {
    run: async ({ url, apiKey }, paths, load) =>
      rateSchema.parse(await child.ask({ origin: url, apiKey, paths: [...paths], ...load })),
    stop: () => child.stop(),
  }
}

/** Where a page is asked for; `secret` is what the gateway signs cursors with. */
export function listPath({ search, after }: ListRequest, limit: number, secret: string): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams({ ...Object.fromEntries(given), limit: String(limit) })
  if (after !== null) query.set('cursor', createCursors(secret).write(after, filtersOf(search, null)))
  return `/v1/conversations?${query}`
}

export const asRate = (answer: unknown): Rate => rateSchema.parse(answer)
