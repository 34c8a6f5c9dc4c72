import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { CountCell, Counts } from '#contract/counts.ts'
import { createEmitter } from '#inbox/lib/emitter.ts'
import type { ConversationStore } from './conversation-store.ts'
import { cellOf, countOf, recount, recountClosing, unreadOf } from './counts-overlay.ts'
import type { Cell, Recount } from './counts-overlay.ts'

/** The counts of the screen: those of the gateway with everything newer and everything pending on top. */
export type CountsStore = {
  take: (counts: Counts) => void
  /** Null until counts were read, and for a search by words, by contact or by window. */
  count: (search: ConversationSearch) => number | null
  unread: () => number
  /** Open conversations whose window closes soon, the cap for that many or more; null until counts were read. */
  closing: () => number | null
  /** The cells behind every count; the same array until one of them changes, empty until counts were read. */
  cells: () => readonly CountCell[]
  clear: () => void
  subscribe: (listener: () => void) => () => void
}

const NO_CELLS: readonly CountCell[] = []

const CLOSING_HOLDS_MS = 1000

type Stage = { version: number; cell: Cell }

export function createCountsStore(store: ConversationStore, me: string | null, now: () => number): CountsStore {
  const changed = createEmitter()
  // Conversations that changed since the counts were read, or that wait for an answer, with what they were at each version.
  const stages = new Map<string, readonly Stage[]>()
  // What each conversation was when last looked at: the stage before the first change.
  const last = new Map<string, Stage>()
  let counts: Counts | null = null
  let cells: readonly CountCell[] | null = null
  let closing: { count: number; at: number } | null = null

  function note(id: string): void {
    const base = store.base.get(id)
    if (base === undefined) return
    const stage = { version: base.version, cell: cellOf(base) }
    const before = last.get(id)
    last.set(id, stage)
    const kept = stages.get(id) ?? (before === undefined ? [] : [before])
    const grown = kept.at(-1)?.version === stage.version ? kept : [...kept, stage]
    const pending = store.opsOf(id).length > 0
    const newest = Math.max(base.version, store.isRemoved(id) ? (store.lastChange(id)?.seq ?? 0) : 0)
    if (pending || counts === null || newest > counts.as_of) stages.set(id, grown)
    else stages.delete(id)
  }

  function forget(): void {
    cells = null
    closing = null
  }

  function prune(): void {
    const ids = [...stages.keys()]
    for (const id of ids) note(id)
  }

  store.onChange((ids) => {
    for (const id of ids.keys()) note(id)
    forget()
    changed.emit()
  })

  function current(): readonly CountCell[] | null {
    if (counts === null) return null
    cells ??= recount(counts, recounts())
    return cells
  }

  function recounts(): Recount[] {
    return [...stages].map(([id, known]) => {
      const shown = store.get(id)
      return { stages: known, shown: shown === undefined || store.isRemoved(id) ? null : cellOf(shown) }
    })
  }

  return {
    take(next) {
      // What closes soon changes without a seq.
      if (counts !== null && next.as_of < counts.as_of) return
      counts = next
      forget()
      prune()
      changed.emit()
    },
    count(search) {
      const known = current()
      return known === null ? null : countOf(known, search, me)
    },
    unread() {
      const known = current()
      return known === null ? 0 : unreadOf(known, me)
    },
    closing() {
      if (counts === null) return null
      const at = now()
      // It is asked for with every drawing, and time alone moves it no faster.
      if (closing === null || Math.abs(at - closing.at) >= CLOSING_HOLDS_MS) {
        closing = { count: recountClosing(counts, recounts(), at), at }
      }
      return closing.count
    },
    cells: () => current() ?? NO_CELLS,
    clear() {
      stages.clear()
      last.clear()
      counts = null
      forget()
      changed.emit()
    },
    subscribe: changed.subscribe,
  }
}
