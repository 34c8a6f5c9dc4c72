import type { LiveEvent } from '#contract/live-event.ts'

/** Somebody who listens. */
export type Subscriber = {
  workspaceId: string
  /** The seq up to which they know everything. */
  since: number
  /** Answers false when they cannot take more: they are then let go, and catch up when they return. */
  send: (event: LiveEvent) => boolean
  /** Resolves when what was sent has been taken, so that catching up goes at their pace and not at ours. */
  drained: () => Promise<void>
  /** Nothing more will come: they cannot follow, must load everything anew, or the gateway ends. */
  end: () => void
}
