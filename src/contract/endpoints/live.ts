import * as z from 'zod/mini'
import { changesPageSchema } from '../live-event.ts'
import { presenceReportSchema } from '../presence.ts'
import type { Endpoint } from './endpoint.ts'
import { limit, seq, done } from './endpoint.ts'

/** What changed, and who looks at what. */
export const liveEndpoints = {
  reportPresence: {
    method: 'PUT',
    path: '/v1/presence',
    access: 'agent',
    summary: 'Say which conversation this tab shows; forgotten when its live stream ends',
    body: presenceReportSchema,
    answer: done,
  },
  listChanges: {
    method: 'GET',
    path: '/v1/changes',
    access: 'agent_or_key',
    summary: 'What changed after a seq; 410 when that is too old',
    query: z.strictObject({ since: seq, limit }),
    answer: changesPageSchema,
    errors: ['changes_expired'],
  },
} as const satisfies Record<string, Endpoint>
