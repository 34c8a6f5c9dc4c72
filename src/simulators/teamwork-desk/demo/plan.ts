import type { Random } from '../../kit/ids.ts'
import { between, chance } from '../../kit/random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Where a ticket stands: its status by code, how long ago it was last active, and who had the last word. */
export type Plan = { code: string; ageMs: number; lastWord: 'customer' | 'agent' }

/** The plan for number `index` of `count`: a tenth is active, a tenth waits for something, the rest is done. */
export function planTicket(random: Random, index: number, count: number): Plan {
  const share = (index + 0.5) / count
  if (share < 0.1) {
    const lastWord = chance(random, 0.75) ? 'customer' : 'agent'
    return { code: 'active', ageMs: logUniform(random, 2 * minute, 4 * day), lastWord }
  }
  if (share < 0.2) {
    const code = share < 0.15 ? 'waiting' : share < 0.18 ? 'on-hold' : 'waiting-on-supplier'
    return { code, ageMs: logUniform(random, hour, 9 * day), lastWord: 'agent' }
  }
  if (share < 0.22) return { code: 'spam', ageMs: between(random, hour, 30 * day), lastWord: 'customer' }
  const ageMs = hour + 200 * day * random() ** 3
  return {
    code: chance(random, 0.7) ? 'solved' : 'closed',
    ageMs,
    lastWord: chance(random, 0.5) ? 'customer' : 'agent',
  }
}

function logUniform(random: Random, low: number, high: number): number {
  return low * (high / low) ** random()
}
