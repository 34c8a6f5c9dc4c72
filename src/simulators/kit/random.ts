import type { Random } from './ids.ts'

/** The same numbers from the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of the options, each as likely; there must be one. */
export function pick<T>(random: Random, options: readonly T[]): T {
  const chosen = options[Math.floor(random() * options.length)]
  if (chosen === undefined) throw new RangeError('There is nothing to pick from.')
  return chosen
}

export function chance(random: Random, share: number): boolean {
  return random() < share
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low)
}
