import { createContext, useContext, useEffect, useState } from 'react'
import type { ReactNode } from 'react'

type Clock = () => number

const ClockContext = createContext<Clock>(Date.now)

/** Gives everything below another time to tell (epoch ms). */
export function ClockProvider({ clock, children }: { clock: Clock; children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>
}

/** How late it is, for whoever waits for a moment. */
export function useClock(): Clock {
  return useContext(ClockContext)
}

/** The time now (epoch ms), told again every `everyMs` and when the page is looked at again after a sleep. */
export function useNow(everyMs = 30_000): number {
  const clock = useClock()
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const tell = () => setNow(clock())
    const timer = setInterval(tell, everyMs)
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [clock, everyMs])
  return now
}
