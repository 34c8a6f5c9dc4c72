import type { Conversation } from '#contract/conversation.ts'
import { hasWindow, WINDOW_MS, windowState } from '#contract/window.ts'
import type { Ring } from '#inbox/ui/avatar.tsx'

type Ringed = Pick<Conversation, 'channel' | 'window_closes_at' | 'activity_untold'>

/** The ring round a contact: how much of the reply window is left at `now` (epoch ms); none where the channel has no window, or nobody told when the customer wrote. */
export function ringOf({ channel, window_closes_at: closesAt, activity_untold: isUntold }: Ringed, now: number): Ring {
  if (!hasWindow(channel) || isUntold === true) return 'none'
  const closesAtMs = closesAt === null ? null : Date.parse(closesAt)
  const state = windowState(closesAtMs, now)
  if (closesAtMs === null || state === 'closed') return 'dashed'
  return { left: Math.min(1, (closesAtMs - now) / WINDOW_MS), tone: state === 'closing' ? 'warning' : 'good' }
}
