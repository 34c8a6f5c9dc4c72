import * as z from 'zod/mini'
import type { Budget } from '../connector.ts'
import { waitForReset } from '../kit/budget.ts'
import type { Answer } from '../kit/exchange.ts'
import { clampWait } from '../kit/waits.ts'
import { ifReadable } from '../kit/wire-parts.ts'

/** When the vendor limits us without saying for how long. Its windows last an hour, so asking each second would be no help. */
const DEFAULT_WAIT_MS = 60_000

const limitedBody = ifReadable(z.object({ reset: ifReadable(z.number()) }))

/** How long to wait after a 429, in milliseconds: until the reset that the headers name, or the body; there is no `Retry-After`. */
export function waitAfterLimit({ headers, body }: Pick<Answer, 'headers' | 'body'>, now: number): number {
  const reset = limitedBody.safeParse(body).data?.reset
  const untilReset = reset === undefined || reset * 1000 <= now ? null : clampWait(reset * 1000 - now)
  return waitForReset(headers, now) ?? untilReset ?? DEFAULT_WAIT_MS
}

/** The budgets of routes, of which each has its own. */
export type Budgets = {
  note: (route: string, kind: 'read' | 'write', budget: Budget | null) => void
  /** The one that is nearest to its end, of those whose window still runs. */
  tightest: (kind: 'read' | 'write', now: number) => Budget | null
}

export function createBudgets(): Budgets {
  const known = new Map<string, { kinds: Set<'read' | 'write'>; budget: Budget }>()
  return {
    note: (route, kind, budget) => {
      if (budget === null) return
      const kinds = known.get(route)?.kinds ?? new Set()
      known.set(route, { kinds: kinds.add(kind), budget })
    },
    tightest: (kind, now) => {
      const running = [...known.values()].filter(({ kinds, budget }) => kinds.has(kind) && budget.resetAt > now)
      const [first] = running.map(({ budget }) => budget).toSorted((a, b) => shareOf(a) - shareOf(b))
      return first ?? null
    },
  }
}

function shareOf({ limit, remaining }: Budget): number {
  return limit === 0 ? 0 : remaining / limit
}
