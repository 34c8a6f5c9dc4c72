import type { Errands } from '../kit/errands.ts'
import type { Random } from '../kit/ids.ts'
import type { Timer } from '../kit/worker.ts'

export type CustomersOptions = {
  /** Milliseconds between two customers who write by themselves, on average. */
  everyMs?: number
  random?: Random
  timer?: Timer
}

/** Somebody comes, again and again, `everyMs` milliseconds apart on average, until the errands are dropped. */
export function keepArriving(
  { random, errands }: { random: Random; errands: Errands },
  everyMs: number,
  arrive: () => void,
): void {
  // Arrivals without memory come in bursts, as in a real shop; the cap keeps a demo from falling silent.
  const wait = Math.min(4 * everyMs, -Math.log(1 - random()) * everyMs)
  errands.later(() => {
    arrive()
    keepArriving({ random, errands }, everyMs, arrive)
  }, wait)
}
