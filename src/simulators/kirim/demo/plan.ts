import type { Status } from '../conversations.ts'
import type { Random } from '../../kit/ids.ts'
import { between, chance } from '../../kit/random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Where a conversation stands: its status, how long ago it was last active, and how it ends. */
export type Plan = {
  status: Status
  ageMs: number
  /**
   * `empty`: nobody has written yet. `waiting`: the customer had the last word. `answered`: the shop had it.
   * `held`: the shop said that it will look into it. `done`: the dialogue ran to its end.
   * `late`: after its end the shop wrote once more, outside the window.
   */
  ending: 'empty' | 'waiting' | 'answered' | 'held' | 'done' | 'late'
}

/** The plan for number `index` of `count`: 7.5% open, 3.5% pending, the rest resolved. */
export function planConversation(random: Random, index: number, count: number): Plan {
  const open = Math.ceil(count * 0.075)
  const pending = Math.ceil(count * 0.035)
  if (index < open) return planOpen(random, index, open)
  if (index < open + pending) return { status: 'pending', ageMs: logUniform(random, hour, 6 * day), ending: 'held' }
  // Cubed, so that last week is fuller than last spring.
  const ageMs = 20 * minute + 270 * day * random() ** 3
  return { status: 'resolved', ageMs, ending: ageMs > 3 * day && chance(random, 0.025) ? 'late' : 'done' }
}

function planOpen(random: Random, index: number, open: number): Plan {
  if (index >= 20 && index % 20 === 0) return { status: 'open', ageMs: between(random, hour, 9 * day), ending: 'empty' }
  // Every tenth has its window closing within three hours.
  if (index % 10 === 5) return { status: 'open', ageMs: between(random, 21 * hour, 23.8 * hour), ending: 'waiting' }
  const ageMs = logUniform(random, minute, 60 * hour) * (0.3 + (0.7 * index) / open)
  return { status: 'open', ageMs, ending: chance(random, 0.7) ? 'waiting' : 'answered' }
}

function logUniform(random: Random, low: number, high: number): number {
  return low * (high / low) ** random()
}
