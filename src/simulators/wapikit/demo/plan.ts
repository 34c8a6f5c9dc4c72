import type { Random } from '../../kit/ids.ts'
import { between, chance } from '../../kit/random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Where a conversation stands and how long ago it was last active. */
export type Plan = {
  status: 'Active' | 'Closed'
  ageMs: number
  /** `waiting`: the customer had the last word. `answered`: the shop had it. `done`: the dialogue ran to its end. */
  ending: 'waiting' | 'answered' | 'done'
}

/** The plan for number `index` of `count`: a tenth is active, the rest closed by whoever may write to the database. */
export function planConversation(random: Random, index: number, count: number): Plan {
  if (index >= Math.ceil(count * 0.1)) {
    return { status: 'Closed', ageMs: 30 * minute + 240 * day * random() ** 3, ending: 'done' }
  }
  // Every tenth has its window closing within three hours.
  if (index % 10 === 5) return { status: 'Active', ageMs: between(random, 21 * hour, 23.8 * hour), ending: 'waiting' }
  const ageMs = minute * (50 * 60) ** random()
  return { status: 'Active', ageMs, ending: chance(random, 0.7) ? 'waiting' : 'answered' }
}
