import type { Place } from './places.ts'
import { itemsBetween } from './stack.ts'
import type { Stack } from './stack.ts'
import type { ThreadItem } from '../thread-items.ts'

/** A place, and where the box was scrolled to when it was noted: what the agent scrolled since is not undone. */
export type Anchor = NonNullable<Place> & { scrollTop: number }

/** So near to the lower end counts as there; fractions of a pixel come from zooming. */
const AT_END_PX = 4

/** Messages stand on the lower edge of the box, so it is scrolled by 0 at the lower end and by less than 0 further up. */
export function isAtEnd(box: HTMLElement): boolean {
  return box.scrollTop >= -AT_END_PX
}

/** The item that the agent reads from: the first whose top is in sight, else the one that fills the box. Null at the lower end. */
export function anchorIn(
  box: HTMLElement,
  drawn: ReadonlyMap<string, HTMLElement>,
  { stack, items }: { stack: Stack; items: readonly ThreadItem[] },
): Anchor | null {
  if (isAtEnd(box)) return null
  const { scrollTop } = box
  const frame = box.getBoundingClientRect()
  let filling: Anchor | null = null
  let first: Anchor | null = null
  for (const [key, element] of drawn) {
    const { top, bottom } = element.getBoundingClientRect()
    if (top >= frame.bottom || bottom <= frame.top) continue
    const offset = top - frame.top
    if (offset < 0) filling = { key, offset, scrollTop }
    else if (first === null || offset < first.offset) first = { key, offset, scrollTop }
  }
  if (first !== null || filling !== null) return first ?? filling
  // The box was moved to where nothing is drawn yet, as by pulling the scrollbar.
  const upper = box.clientHeight - scrollTop
  const at = itemsBetween(stack, upper - 1, upper).last
  const item = items[at]
  return item === undefined ? null : { key: item.key, offset: upper - (stack[at] ?? 0), scrollTop }
}

/** Moves the box so that the anchor is where it was seen, whatever happened round it. Answers the anchor as it is now; null when it is not drawn. */
export function holdAt(box: HTMLElement, element: HTMLElement | undefined, anchor: Anchor): Anchor | null {
  if (element === undefined) return null
  const offset = element.getBoundingClientRect().top - box.getBoundingClientRect().top
  const moved = offset - (anchor.offset - (box.scrollTop - anchor.scrollTop))
  if (Math.abs(moved) >= 0.5) box.scrollTop += moved
  return {
    key: anchor.key,
    offset: element.getBoundingClientRect().top - box.getBoundingClientRect().top,
    scrollTop: box.scrollTop,
  }
}
