import type { Clock } from './clock.ts'

/** Runs stored work when it falls due, by timer or by moving the clock. */
export type Worker = {
  /** Looks again at what is due; call it after storing work. */
  wake: () => void
  /** Resolves when nothing is due and nothing is under way. */
  settled: () => Promise<void>
  /** Moves the clock forward, stopping at every moment at which something falls due. */
  advance: (ms: number) => Promise<void>
  stop: () => void
}

export type Timer = (run: () => void, delayMs: number) => () => void

const longestTimer = 60_000

/**
 * @param nextDue epoch ms of the earliest stored work, or null
 * @param runDue starts what is due now; what it returns is still under way
 */
export function createWorker(
  clock: Clock,
  nextDue: () => number | null,
  runDue: () => Promise<void>[],
  timer: Timer,
): Worker {
  const underWay = new Set<Promise<void>>()
  let cancel: (() => void) | null = null
  let stopped = false

  function run(): void {
    for (const started of runDue()) {
      const tracked = started.finally(() => underWay.delete(tracked))
      underWay.add(tracked)
    }
  }

  function wake(): void {
    cancel?.()
    cancel = null
    if (stopped) return
    const due = nextDue()
    if (due === null) return
    cancel = timer(
      () => {
        run()
        wake()
      },
      Math.min(longestTimer, Math.max(0, due - clock.now())),
    )
  }

  async function settled(): Promise<void> {
    for (;;) {
      const due = nextDue()
      if (due !== null && due <= clock.now()) run()
      else if (underWay.size === 0) return
      await Promise.all(underWay)
    }
  }

  return {
    wake,
    settled,
    advance: async (ms) => {
      const target = clock.now() + ms
      await settled()
      for (let due = nextDue(); due !== null && due <= target; due = nextDue()) {
        clock.set(Math.max(due, clock.now()))
        await settled()
      }
      clock.set(Math.max(target, clock.now()))
      await settled()
      wake()
    },
    stop: () => {
      stopped = true
      cancel?.()
    },
  }
}

/** A timer that does not keep the process alive. */
export const systemTimer: Timer = (run, delayMs) => {
  const handle = setTimeout(run, delayMs)
  handle.unref()
  return () => clearTimeout(handle)
}
