import { WINDOW_MS, windowState } from '#contract/window.ts'
import type { Ring } from '#inbox/ui/avatar.tsx'

/** The ring round a contact: how much of the reply window is left at `now` (epoch ms). */
export function ringOf(closesAt: string | null, now: number): Ring {
  const closesAtMs = closesAt === null ? null : Date.parse(closesAt)
  const state = windowState(closesAtMs, now)
  if (closesAtMs === null || state === 'closed') return 'dashed'
  return { left: Math.min(1, (closesAtMs - now) / WINDOW_MS), tone: state === 'closing' ? 'warning' : 'good' }
}
