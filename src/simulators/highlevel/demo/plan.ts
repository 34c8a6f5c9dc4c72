import type { Random } from '../../kit/ids.ts'
import { between, chance } from '../../kit/random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export type Channel =
  | 'TYPE_SMS'
  | 'TYPE_WHATSAPP'
  | 'TYPE_EMAIL'
  | 'TYPE_FACEBOOK'
  | 'TYPE_INSTAGRAM'
  | 'TYPE_LIVE_CHAT'

/** How a conversation goes: over which channel, how long ago it ended, and who had the last word. */
export type Plan = { channel: Channel; ageMs: number; ending: 'waiting' | 'answered' | 'done' }

/** The first eighth is from the last two days, the rest older and thinning out. */
export function planConversation(random: Random, index: number, count: number): Plan {
  const channel = planChannel(random())
  if (index >= Math.ceil(count / 8)) return { channel, ageMs: 2 * day + 240 * day * random() ** 3, ending: 'done' }
  const ageMs = minute * 2880 ** random() + between(random, 0, 40 * minute)
  return { channel, ageMs, ending: chance(random, 0.6) ? 'waiting' : 'answered' }
}

function planChannel(draw: number): Channel {
  if (draw < 0.24) return 'TYPE_SMS'
  if (draw < 0.5) return 'TYPE_WHATSAPP'
  if (draw < 0.7) return 'TYPE_EMAIL'
  if (draw < 0.8) return 'TYPE_FACEBOOK'
  return draw < 0.92 ? 'TYPE_INSTAGRAM' : 'TYPE_LIVE_CHAT'
}
