import { useEffect, useState } from 'react'
import { CLOSING_SOON_MS, windowState } from '#contract/window.ts'
import type { WindowState } from '#contract/window.ts'
import { useClock } from '#inbox/ui/clock.tsx'

/** What the 24-hour window allows now, told again at the very moment at which that changes. `closesAt`: ISO, null for never open. */
export function useWindowState(closesAt: string | null): WindowState {
  const clock = useClock()
  const closesAtMs = closesAt === null ? null : Date.parse(closesAt)
  const [now, setNow] = useState(clock)
  const state = windowState(closesAtMs, Math.max(now, clock()))

  useEffect(() => {
    if (closesAtMs === null || state === 'closed') return undefined
    const tell = () => setNow(clock())
    const nextAt = state === 'open' ? closesAtMs - CLOSING_SOON_MS + 1 : closesAtMs
    const timer = setTimeout(tell, Math.max(0, nextAt - clock()))
    // Timers stand still while the machine sleeps.
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [clock, closesAtMs, state])
  return state
}
