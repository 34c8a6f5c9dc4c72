import type { Connection } from '#contract/connection.ts'

/** What the agents are told of a connection, the worst first. `reading`: it is well, and not everything is here yet. */
export const troubles = ['refused', 'down', 'slow', 'paused', 'reading'] as const
export type Trouble = (typeof troubles)[number]

/** What is wrong with a connection; null when nobody needs to know of it. */
export function troubleOf({ state, backlog, backfill }: Connection): Trouble | null {
  if (state === 'refused' || state === 'down' || state === 'paused') return state
  // Who waits for nothing does not feel that it is slow.
  if (state === 'slow' && backlog > 0) return 'slow'
  return backfill.done ? null : 'reading'
}
