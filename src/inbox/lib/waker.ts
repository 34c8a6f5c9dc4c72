/** Starts a timer and answers how to stop it; `ms` in milliseconds. */
export type SetTimer = (run: () => void, ms: number) => () => void

/** Waits that can be cut short all at once: `wake` ends every wait under way. */
export type Waker = { wait: (ms: number) => Promise<void>; wake: () => void }

export function createWaker(setTimer: SetTimer): Waker {
  const waiting = new Set<() => void>()
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          stop()
          waiting.delete(done)
          resolve()
        }
        const stop = setTimer(done, ms)
        waiting.add(done)
      }),
    wake() {
      for (const done of waiting) done()
    },
  }
}
