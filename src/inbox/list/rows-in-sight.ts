/** However tall the screen, no more row elements than this. */
export const MOST_ROWS = 80
const AROUND = 8

type Sight = {
  /** The first row in sight, and how many are. */
  first: number
  visible: number
  /** How many rows there are. */
  count: number
  /** The active row's index, or -1. */
  active: number
}

/** The rows to draw: those in sight, some around them, and always the active one, which `aria-activedescendant` names. Ascending. */
export function rowsInSight({ first, visible, count, active }: Sight): number[] {
  const around = Math.max(0, Math.min(AROUND, Math.floor((MOST_ROWS - 1 - visible) / 2)))
  const from = Math.max(0, Math.min(first, count - visible) - around)
  const to = Math.min(count, from + visible + 2 * around, from + MOST_ROWS - 1)
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
  if (active < 0 || active >= count) return indexes
  if (active < from) return [active, ...indexes]
  return active < to ? indexes : [...indexes, active]
}
