import type { Timer } from './worker.ts'

/** Things to do later, all of which can be dropped at once. */
export type Errands = { later: (run: () => void, delayMs: number) => void; drop: () => void }

export function createErrands(timer: Timer): Errands {
  const waiting = new Set<() => void>()
  return {
    later: (run, delayMs) => {
      const cancel = timer(() => {
        waiting.delete(cancel)
        run()
      }, delayMs)
      waiting.add(cancel)
    },
    drop: () => {
      for (const cancel of waiting) cancel()
      waiting.clear()
    },
  }
}
