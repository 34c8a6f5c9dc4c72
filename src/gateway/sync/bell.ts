/** Wakes a loop that is waiting for work. A ring while nobody waits is remembered once, so no work is slept through. */
export type Bell = {
  ring(): void
  /** Resolves at a ring, after `ms`, or when `signal` aborts, whichever is first. One loop waits at a time. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms, signal) {
      if (!rung && !signal.aborted && ms > 0) {
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', done)
            wake = null
            resolve()
          }
          const timer = setTimeout(done, ms)
          signal.addEventListener('abort', done, { once: true })
          wake = done
        })
      }
      rung = false
    },
  }
}

/** Resolves after `ms`, or when `signal` aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return createBell().wait(ms, signal)
}

/** Resolves when `signal` aborts. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
