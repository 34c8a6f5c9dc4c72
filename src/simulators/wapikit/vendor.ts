import type { Clock } from '../kit/clock.ts'
import type { Random } from '../kit/ids.ts'
import type { Store } from '../kit/store.ts'
import type { Timer } from '../kit/worker.ts'
import type { JoinedRows } from './joined-rows.ts'
import type { Message } from './message-row.ts'
import type { RateLimits } from './rate-limit.ts'
import type { Streams } from './streams.ts'

/** `strict-spec`: as the pages describe it. `as-built`: as the published server behaves, defects included. */
export const modes = ['as-built', 'strict-spec'] as const

/** How the simulated vendor behaves where there is a choice. */
export type Behaviour = {
  mode: (typeof modes)[number]
  /** Milliseconds from an accepted send to `Delivered` and `Read`; a null step never comes. */
  pace: { delivered: number | null; read: number | null }
  /** How events are written; JSON is what the server wrote for nine days of February 2025. */
  eventEncoding: 'msgpack' | 'json'
  /** As built, which of a conversation's assignments its list shows, whether they still hold or not. */
  assigneeShown: 'newest' | 'oldest'
}

/** The inside of the simulated vendor: one organisation, its clock and its store. */
export type Vendor = {
  store: Store
  clock: Clock
  random: Random
  limits: RateLimits
  behaviour: Behaviour
  apiKey: string
  streams: Streams
  joinedRows: JoinedRows
  /** The raw text of the failure that the next send meets at Meta, if a fault says so. */
  nextSendFailure: () => string | null
  /** Each is told every message that the shop sends, from the dashboard or by the API. */
  onAccepted: Set<(message: Message) => void>
  /** Called after work with a due time was stored. */
  wake: () => void
  /** Calls back after real time, or the time of a test. */
  timer: Timer
}

export function isAsBuilt({ behaviour }: Vendor): boolean {
  return behaviour.mode === 'as-built'
}
