/** How long WhatsApp lets a business write free text after the customer's last message, in milliseconds. */
export const WINDOW_MS = 24 * 60 * 60 * 1000

/** The channel that has a window. Elsewhere a business may write whenever it likes. */
export const WINDOWED_CHANNEL = 'whatsapp'

export function hasWindow(channel: string): boolean {
  return channel === WINDOWED_CHANNEL
}

/** Below this much time left the window counts as closing soon, in milliseconds. */
export const CLOSING_SOON_MS = 2 * 60 * 60 * 1000

/** When the messaging window closes (epoch ms), or null when the customer never wrote. Outbound messages do not move it. */
export function windowClosesAt(lastInboundMs: number | null): number | null {
  return lastInboundMs === null ? null : lastInboundMs + WINDOW_MS
}

export const windowStates = ['open', 'closing', 'closed'] as const
export type WindowState = (typeof windowStates)[number]

/**
 * What the window allows at `now` (epoch ms): free text while open or closing, only templates when closed. Every conversation with a
 * window is in exactly one state; `open` says that there are two hours left or more.
 */
export function windowState(closesAtMs: number | null, now: number): WindowState {
  if (closesAtMs === null || closesAtMs <= now) return 'closed'
  return closesAtMs - now < CLOSING_SOON_MS ? 'closing' : 'open'
}

/** When the state changes next by time alone (epoch ms), or null when it is closed and only the customer can change it. */
export function windowChangesAt(closesAtMs: number | null, now: number): number | null {
  if (closesAtMs === null || closesAtMs <= now) return null
  const turnsAt = closesAtMs - CLOSING_SOON_MS + 1
  return turnsAt > now ? turnsAt : closesAtMs
}

/**
 * `windowState` as a range of last inbound messages (epoch ms), for whoever asks an index: `from` and `to` are in it, null is no bound.
 * Who never wrote is closed, and counts as 0.
 */
export function inboundRange(state: WindowState, now: number): { from: number | null; to: number | null } {
  const newestClosed = now - WINDOW_MS
  const oldestOpen = newestClosed + CLOSING_SOON_MS
  if (state === 'closed') return { from: null, to: newestClosed }
  return state === 'closing' ? { from: newestClosed + 1, to: oldestOpen - 1 } : { from: oldestOpen, to: null }
}
