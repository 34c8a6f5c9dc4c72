import type { LiveEvent } from '#contract/live-event.ts'

type SeqEvent = Extract<LiveEvent, { type: 'conversation' | 'removed' }>

/** How the hub learns what happened; the hub itself knows no database. */
export type LiveSource = {
  /** Calls back when a workspace has new changes. Answers how to stop. */
  onSeq: (listener: (workspaceId: string, seq: number) => void) => () => void
  /** Changes after a seq; null when that is too old to replay. */
  readChanges: (
    workspaceId: string,
    since: number,
    limit: number,
  ) => Promise<{ events: readonly SeqEvent[]; asOf: number; hasMore: boolean } | null>
  /** What describes the present: sent on connecting, and again whenever its mark differs. */
  readPresent: (workspaceId: string) => Promise<readonly { mark: string; event: LiveEvent }[]>
}
