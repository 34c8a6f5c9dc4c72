/** How long WhatsApp lets a business write free text after the customer's last message, in milliseconds. */
export const WINDOW_MS = 24 * 60 * 60 * 1000

/** Below this much time left the window counts as closing soon, in milliseconds. */
export const CLOSING_SOON_MS = 2 * 60 * 60 * 1000

/** When the messaging window closes (epoch ms), or null when the customer never wrote. Outbound messages do not move it. */
export function windowClosesAt(lastInboundMs: number | null): number | null {
  return lastInboundMs === null ? null : lastInboundMs + WINDOW_MS
}

export type WindowState = 'open' | 'closing' | 'closed'

/** What the window allows at `now` (epoch ms): free text while open or closing, only templates when closed. */
export function windowState(closesAtMs: number | null, now: number): WindowState {
  if (closesAtMs === null || closesAtMs <= now) return 'closed'
  return closesAtMs - now < CLOSING_SOON_MS ? 'closing' : 'open'
}
