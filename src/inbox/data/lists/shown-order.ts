import { compareSortKeys } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { insertSorted, removeSorted } from '#inbox/lib/sorted.ts'
import type { Cause } from '../acts/conversation-store.ts'
import { countMoved } from './moved.ts'

/** What waits while the list is held: rows that would come, change place, or go. */
export type Pill = { fresh: number; moved: number; left: number }

/** A page load is nobody's act, but its rows go straight to the bottom. */
export type OrderCause = Cause | 'page'

/**
 * The order of a list, in two versions. Truth is every row that belongs, by sort key. Shown is what is on the screen: the truth while
 * nobody is in the list; while it is held only the agent's own acts change it, and everything else waits for `apply`.
 * Changed in place, since ten thousand rows are not copied for one key press.
 */
export type ShownOrder = {
  /** Where a row stands now, or null when it does not belong. */
  update: (id: string, next: SortKey | null, cause: OrderCause) => void
  hold: (on: boolean) => void
  apply: () => void
  /** Forgets everything, as after a reload. */
  clear: () => void
  isHeld: () => boolean
  /** Whether a row belongs, shown or not. */
  belongs: (id: string) => boolean
  keyOf: (id: string) => SortKey | undefined
  /** The ids on the screen, top first; the same array until one of them changes. */
  shown: () => readonly string[]
  truth: () => readonly SortKey[]
  pill: () => Pill
}

export function createShownOrder(): ShownOrder {
  const truth: SortKey[] = []
  const current = new Map<string, SortKey>()
  let held = false
  // The frozen order while held, hidden rows included: an undo then finds the very place that the row had.
  let rows: SortKey[] = truth
  // The frozen key of each row whose truth has changed or gone since; a row not named here still stands where it stood.
  const frozen = new Map<string, SortKey>()
  const fresh = new Set<string>()
  const hidden = new Set<string>()
  const entered = new Set<string>()
  let shown: readonly string[] | null = null
  let pill: Pill | null = null

  const inRows = (id: string) => frozen.has(id) || (current.has(id) && !fresh.has(id))

  function moveInTruth(id: string, previous: SortKey | undefined, next: SortKey | null): void {
    if (previous !== undefined) removeSorted(truth, previous, compareSortKeys)
    if (next === null) current.delete(id)
    else {
      insertSorted(truth, next, compareSortKeys)
      current.set(id, next)
    }
  }

  function enter(id: string, key: SortKey): void {
    insertSorted(rows, key, compareSortKeys)
    fresh.delete(id)
    shown = null
  }

  function leaveRows(id: string): void {
    const key = frozen.get(id)
    if (key !== undefined) removeSorted(rows, key, compareSortKeys)
    frozen.delete(id)
    entered.delete(id)
    shown = null
  }

  function updateHeld(id: string, previous: SortKey | undefined, next: SortKey | null, cause: OrderCause): void {
    const wasThere = inRows(id)
    moveInTruth(id, previous, next)
    if (!wasThere) {
      if (next === null) fresh.delete(id)
      else fresh.add(id)
      if (next !== null && cause !== 'others') {
        enter(id, next)
        if (cause === 'act') entered.add(id)
      }
      return
    }
    const place = frozen.get(id) ?? previous
    if (place !== undefined && next !== null && sameKey(place, next)) frozen.delete(id)
    else if (place !== undefined) frozen.set(id, place)
    if (next !== null && hidden.has(id) && cause !== 'others' && cause !== 'page') {
      hidden.delete(id)
      shown = null
    }
    if (next === null && cause === 'act' && previous !== undefined && !hidden.has(id)) {
      hidden.add(id)
      shown = null
    }
    // A row that only came by an act which was then taken back goes as it came.
    if (next === null && cause === 'withdrawn' && entered.has(id)) leaveRows(id)
  }

  function settle(): void {
    rows = held ? [...truth] : truth
    frozen.clear()
    fresh.clear()
    hidden.clear()
    entered.clear()
    shown = null
    pill = null
  }

  return {
    update(id, next, cause) {
      const previous = current.get(id)
      const same = previous === undefined ? next === null : next !== null && sameKey(previous, next)
      // A hidden row that belongs again by somebody else's doing comes back only when the agent has a hand in it.
      if (same && !(next !== null && hidden.has(id) && cause !== 'others')) return
      pill = null
      if (held) {
        updateHeld(id, previous, next, cause)
        return
      }
      moveInTruth(id, previous, next)
      shown = null
    },
    hold(on) {
      if (on === held) return
      held = on
      settle()
    },
    apply: settle,
    clear() {
      truth.length = 0
      current.clear()
      settle()
    },
    isHeld: () => held,
    belongs: (id) => current.has(id),
    keyOf: (id) => current.get(id),
    shown: () => (shown ??= rows.filter((row) => !hidden.has(row.id)).map((row) => row.id)),
    truth: () => truth,
    pill: () => (pill ??= held ? pillOf() : { fresh: 0, moved: 0, left: 0 }),
  }

  function pillOf(): Pill {
    let back = 0
    let left = 0
    const displaced = new Set<string>()
    for (const id of frozen.keys()) {
      const belongs = current.has(id)
      if (hidden.has(id)) back += belongs ? 1 : 0
      else if (belongs) displaced.add(id)
      else left += 1
    }
    for (const id of hidden) if (!frozen.has(id) && current.has(id)) back += 1
    const stays = (id: string) => current.has(id) && !fresh.has(id) && !hidden.has(id)
    const moved = countMoved({
      rows,
      truth,
      displaced,
      placeInRows: (id) => frozen.get(id),
      placeInTruth: (id) => current.get(id),
      stays,
    })
    return { fresh: fresh.size + back, moved, left }
  }
}

function sameKey(a: SortKey, b: SortKey): boolean {
  return a.ms === b.ms && a.id === b.id
}
