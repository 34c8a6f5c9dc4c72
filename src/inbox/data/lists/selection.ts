import { createEmitter, createKeyedEmitter } from '#inbox/lib/emitter.ts'

/**
 * The active row and the selected ones, by id, over the rows that the list shows. A key press wakes the rows that it touches and
 * no other.
 */
export type Selection = {
  activeId: () => string | null
  isSelected: (id: string) => boolean
  count: () => number
  activate: (id: string | null) => void
  /** Answers the row it moved to; stays at the ends. */
  move: (step: 1 | -1) => string | null
  /** Moves, and selects what it leaves and what it reaches. */
  extend: (step: 1 | -1) => void
  toggle: (id: string) => void
  selectAllLoaded: () => void
  clear: () => void
  /** Gives up rows that the list no longer shows: nobody acts on what they cannot see. */
  prune: () => void
  /** Another list is shown: nothing in it is selected, and the keys begin at its top unless the active row is in it, too. */
  enterList: () => void
  /** Whom an act is meant for: the selected rows in the order of the list, else the active one. */
  targets: () => string[]
  /** The row that would be active if those in `leaving` went: the next in the step's direction, else the other way, else none. */
  neighbour: (leaving: ReadonlySet<string>, step: 1 | -1) => string | null
  subscribe: (listener: () => void) => () => void
  subscribeRow: (id: string, listener: () => void) => () => void
}

/** `shown` is what the list shows right now, top first. */
export function createSelection(shown: () => readonly string[]): Selection {
  const changed = createEmitter()
  const rows = createKeyedEmitter()
  let active: string | null = null
  // Where the active row was last seen: finds it again without walking the list, and where to go on when it has left.
  let place = 0
  let selected: ReadonlySet<string> = new Set()

  function placeOfActive(): number {
    const ids = shown()
    if (active === null || ids[place] === active) return place
    const found = ids.indexOf(active)
    if (found >= 0) place = found
    return place
  }

  function tell(ids: Iterable<string>): void {
    rows.emit(ids)
    changed.emit()
  }

  function activate(id: string | null): void {
    if (id === active) return
    const touched = [active, id].filter((touchedId) => touchedId !== null)
    active = id
    placeOfActive()
    tell(touched)
  }

  function select(next: ReadonlySet<string>): void {
    const touched = [...next].filter((id) => !selected.has(id)).concat([...selected].filter((id) => !next.has(id)))
    if (touched.length === 0) return
    selected = next
    tell(touched)
  }

  function move(step: 1 | -1): string | null {
    const ids = shown()
    if (ids.length === 0) return active
    const from = placeOfActive()
    // When the active row has left, the row that took its place is the next one.
    const gone = active !== null && ids[from] !== active
    const start = active === null ? (step === 1 ? -1 : ids.length) : gone && step === 1 ? from - 1 : from
    const to = Math.min(ids.length - 1, Math.max(0, start + step))
    activate(ids[to] ?? active)
    return active
  }

  return {
    activeId: () => active,
    isSelected: (id) => selected.has(id),
    count: () => selected.size,
    activate,
    move,
    extend(step) {
      const before = active
      const after = move(step)
      if (before !== null && after !== null && selected.has(before) && selected.has(after) && before !== after) {
        // Walking back over what is selected gives it up again.
        select(new Set([...selected].filter((id) => id !== before)))
        return
      }
      select(new Set([...selected, ...[before, after].filter((id) => id !== null)]))
    },
    toggle(id) {
      const next = new Set(selected)
      if (!next.delete(id)) next.add(id)
      select(next)
    },
    selectAllLoaded: () => select(new Set(shown())),
    clear: () => select(new Set()),
    prune() {
      if (selected.size === 0) return
      const ids = new Set(shown())
      select(new Set([...selected].filter((id) => ids.has(id))))
    },
    enterList() {
      place = 0
      select(new Set())
    },
    targets() {
      if (selected.size > 0) return shown().filter((id) => selected.has(id))
      return active === null ? [] : [active]
    },
    neighbour(leaving, step) {
      const ids = shown()
      const from = placeOfActive()
      const ahead = firstStaying(ids, leaving, from, step)
      return ahead ?? firstStaying(ids, leaving, from, step === 1 ? -1 : 1)
    },
    subscribe: changed.subscribe,
    subscribeRow: rows.subscribe,
  }

  function firstStaying(
    ids: readonly string[],
    leaving: ReadonlySet<string>,
    from: number,
    step: 1 | -1,
  ): string | null {
    for (let at = from; at >= 0 && at < ids.length; at += step) {
      const id = ids[at]
      if (id !== undefined && id !== active && !leaving.has(id)) return id
    }
    return null
  }
}
