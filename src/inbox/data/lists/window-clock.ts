import { closesAtMs } from '#contract/conversation-search.ts'
import { windowChangesAt } from '#contract/window.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import type { Changed, ConversationStore } from '../acts/conversation-store.ts'

type Deps = {
  store: ConversationStore
  setTimer: SetTimer
  now: () => number
  /** Told of the conversations whose window opened less, or closed, by time alone. */
  onTurned: (turned: Changed) => void
}

/** Windows that turn within this while turn together. */
const TOGETHER_MS = 250
/** Timers of a browser count in 31 bits; an hour is far below that, and soon enough to look again. */
const LONGEST_MS = 60 * 60 * 1000

/** Watches the windows of all rows with one timer, set to the next of them that turns. Answers how to start it; that, how to stop it. */
export function createWindowClock({ store, setTimer, now, onTurned }: Deps): () => () => void {
  const turns = new Map<string, number>()
  let isRunning = false
  let wakesAt = Number.POSITIVE_INFINITY
  let stopTimer: (() => void) | null = null

  function note(id: string): void {
    const row = store.isRemoved(id) ? undefined : store.base.get(id)
    const at = row === undefined ? null : windowChangesAt(closesAtMs(row), now())
    if (at === null) turns.delete(id)
    else turns.set(id, at)
    if (at !== null && at < wakesAt) wakeAt(at)
  }

  function wakeAt(at: number): void {
    stopTimer?.()
    wakesAt = at
    if (!isRunning || at === Number.POSITIVE_INFINITY) return
    stopTimer = setTimer(look, Math.min(Math.max(at - now(), TOGETHER_MS), LONGEST_MS))
  }

  function look(): void {
    const due = [...turns].filter(([, at]) => at <= now()).map(([id]) => id)
    wakeAt(Number.POSITIVE_INFINITY)
    for (const id of due) note(id)
    wakeAt(Math.min(...turns.values()))
    if (due.length > 0) onTurned(new Map(due.map((id) => [id, 'others'])))
  }

  store.onChange((changed) => {
    for (const id of changed.keys()) note(id)
  })

  return () => {
    isRunning = true
    look()
    return () => {
      isRunning = false
      stopTimer?.()
    }
  }
}
