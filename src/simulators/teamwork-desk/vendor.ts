import type { Clock } from '../kit/clock.ts'
import type { Random } from '../kit/ids.ts'
import type { Store } from '../kit/store.ts'
import type { Timer } from '../kit/worker.ts'
import type { DeskEvent } from './event-types.ts'
import type { LimitReset, RateLimit } from './rate-limit.ts'

/** How the simulated vendor behaves where its documents leave a choice. */
export type Behaviour = {
  /** What `{ticket: {agent: null}}` does: there is no sample of it. */
  unassign: 'clears' | 'ignored'
  /** Whether `users` of a live chat can be written, as its list of body parameters says. */
  chatUsers: 'written' | 'ignored'
  /** What a customer's e-mail to a closed ticket does; an inbox may lock closed tickets. */
  inboundToClosed: 'reopen' | 'new'
  /** `X-Rate-Limit-Reset` as a moment in epoch seconds, or as the seconds that are left. */
  limitReset: LimitReset
  /** Live chats come with a plan: without it their routes are refused. */
  liveChats: boolean
}

/** What somebody said, to whom it was said, and by whom. */
export type Said = { kind: 'ticket' | 'chat'; id: number }

/** The inside of the simulated vendor: one site, its clock and its store. */
export type Vendor = {
  store: Store
  clock: Clock
  random: Random
  limit: RateLimit
  behaviour: Behaviour
  apiKey: string
  /** Announces an event to every endpoint that asked for it. */
  emit: (event: DeskEvent) => void
  /** Each is told where an agent wrote to a customer, in the dashboard or by the API. */
  onAnswered: Set<(said: Said) => void>
  /** Called after work with a due time was stored. */
  wake: () => void
  /** Calls back after real time, or the time of a test. */
  timer: Timer
  /** Aborted when the simulator is closed. */
  closing: AbortSignal
}
