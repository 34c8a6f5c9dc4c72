import type { Conversation } from '#contract/conversation.ts'
import { hasWindow, WINDOW_MS, windowState } from '#contract/window.ts'
import type { Ring } from '#inbox/ui/avatar.tsx'

/** The ring round a contact: how much of the reply window is left at `now` (epoch ms); none where the channel has no window. */
export function ringOf(
  { channel, window_closes_at: closesAt }: Pick<Conversation, 'channel' | 'window_closes_at'>,
  now: number,
): Ring {
  if (!hasWindow(channel)) return 'none'
  const closesAtMs = closesAt === null ? null : Date.parse(closesAt)
  const state = windowState(closesAtMs, now)
  if (closesAtMs === null || state === 'closed') return 'dashed'
  return { left: Math.min(1, (closesAtMs - now) / WINDOW_MS), tone: state === 'closing' ? 'warning' : 'good' }
}
