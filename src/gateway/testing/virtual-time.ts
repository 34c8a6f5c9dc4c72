import { vi } from 'vitest'

/** When every world begins: a morning in May. Epoch ms. */
export const MORNING = Date.parse('2026-05-23T08:00:00.000Z')

/** How often the real event loop is let round before nothing more is taken to happen by itself. */
const ROUNDS = 3

/** Stops the clock and every timer; from here on time only moves by `pass`. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'], now: MORNING })
}

export function letTimeRun(): void {
  vi.clearAllTimers()
  vi.useRealTimers()
}

/** Lets time pass, timer by timer, with everything that each of them sets off. */
export async function pass(ms: number): Promise<void> {
  let arrived = false
  setTimeout(() => {
    arrived = true
  }, ms)
  for (;;) {
    await quiet()
    if (arrived) return
    vi.advanceTimersToNextTimer()
  }
}

/** Moves the clock without running what falls due on the way, as a machine that sleeps does. */
export function sleepThrough(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

/** Lets time pass until `holds`, and answers how long that took; throws when it took longer than `mostMs`. */
export async function passUntil(holds: () => boolean | Promise<boolean>, mostMs: number): Promise<number> {
  const began = Date.now()
  while (!(await holds())) {
    if (Date.now() - began >= mostMs) throw new Error(`It does not hold after ${mostMs} ms.`)
    await pass(STEP_MS)
  }
  return Date.now() - began
}

const STEP_MS = 100

/** Lets time pass until something that waits for it has ended. */
export async function whilePassing<T>(work: Promise<T>): Promise<T> {
  const outcome = Promise.allSettled([work])
  let ended = false
  void outcome.then(() => {
    ended = true
  })
  for (;;) {
    await pass(SHORT_MS)
    if (ended) return work
  }
}

const SHORT_MS = 10

/** Resolves when everything that is not waiting for time to pass has happened. */
export async function quiet(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) await new Promise((resolve) => setImmediate(resolve))
}
