import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { anchorIn, holdAt } from './anchor.ts'
import type { Anchor } from './anchor.ts'
import { placesOf } from './places.ts'
import type { Place } from './places.ts'
import { guessedStack, itemsBetween, stackOf } from './stack.ts'
import type { Stack } from './stack.ts'
import type { ThreadItem } from '../thread-items.ts'
import { useHeights } from './use-heights.ts'

/** Drawn beyond either edge of the box, so that nothing is blank while it is scrolled. */
const AROUND_PX = 500
const FIRST_HEIGHT_PX = 900

type ThreadWindow = {
  id: string
  items: readonly ThreadItem[]
  scrollerRef: (element: HTMLDivElement) => () => void
}

/**
 * Which items of a thread are drawn, and what keeps the view still: at the lower end it stays there, further up what the agent reads
 * stays where it is, whatever comes above or below it or changes its height. The place is remembered for each conversation.
 */
export function useThreadWindow({ id, items, scrollerRef }: ThreadWindow) {
  const places = placesOf(useInbox())
  const [sight, setSight] = useState(() => ({ place: places.get(id) ?? null, height: FIRST_HEIGHT_PX }))
  const [atEnd, setAtEnd] = useState(sight.place === null)
  /** When the first message in sight was written; null at the lower end. */
  const [topAt, setTopAt] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor | null>(sight.place === null ? null : { ...sight.place, scrollTop: 0 })

  const { heights, drawn, drawItem, watch } = useHeights(box)
  const stack = useMemo(() => (heights.size === 0 ? guessedStack(items) : stackOf(items, heights)), [items, heights])
  const range = useMemo(() => rangeOf(items, stack, sight, AROUND_PX), [items, stack, sight])

  /** Notes where the agent is now, and draws other items when these do not reach any more. */
  const look = useEffectEvent(() => {
    const element = box.current
    if (element === null || items.length === 0) return
    anchor.current = anchorIn(element, drawn.current, { stack, items })
    const place: Place = anchor.current
    places.set(id, place)
    setAtEnd(place === null)
    setTopAt(place === null ? null : timeOf(items.findLast(({ key }) => key === place.key)))
    const next = { place, height: element.clientHeight }
    const { first, last } = rangeOf(items, stack, next, AROUND_PX / 2)
    if (first < range.first || last > range.last) setSight(next)
  })

  const hold = useEffectEvent(() => {
    const element = box.current
    if (element === null) return
    if (anchor.current === null) {
      if (element.scrollTop !== 0) element.scrollTop = 0
      return
    }
    const held = holdAt(element, drawn.current.get(anchor.current.key), anchor.current)
    if (held === null) look()
    else anchor.current = held
  })

  useLayoutEffect(() => {
    // At the lower end the box keeps itself; to ask it where it is would lay everything out while it is still being put together.
    if (anchor.current !== null) hold()
  })
  useEffect(() => watch(() => hold()), [watch])

  const toEnd = useCallback(() => {
    anchor.current = null
    places.set(id, null)
    setAtEnd(true)
    setTopAt(null)
    setSight((before) => ({ ...before, place: null }))
    if (box.current !== null) box.current.scrollTop = 0
  }, [id, places])

  /** Moves to an item that is loaded, and shows for a moment which one it is. */
  const toItem = useCallback(
    (key: string) => {
      const element = box.current
      if (element === null) return
      const place = { key, offset: element.clientHeight / 4 }
      anchor.current = { ...place, scrollTop: element.scrollTop }
      setSight({ place, height: element.clientHeight })
      requestAnimationFrame(() =>
        drawn.current.get(key)?.animate([{ backgroundColor: 'var(--accent-tint)' }, {}], 1200),
      )
    },
    [drawn],
  )

  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const onScroll = () => look()
    const onKeyDown = (event: KeyboardEvent) => {
      // The browser would roll through thousands of messages that are not drawn.
      if (event.key !== 'End' || event.target !== element) return
      event.preventDefault()
      toEnd()
    }
    const observer = new ResizeObserver(() => {
      hold()
      look()
    })
    observer.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('keydown', onKeyDown)
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('keydown', onKeyDown)
    }
  }, [toEnd])

  const attach = useCallback(
    (element: HTMLDivElement) => {
      box.current = element
      const detach = scrollerRef(element)
      return () => {
        detach()
        box.current = null
      }
    },
    [scrollerRef],
  )
  const focus = useCallback(() => box.current?.focus({ preventScroll: true }), [])

  return { attach, focus, ...range, atEnd, topAt, drawItem, toEnd, toItem }
}

type Sight = { place: Place; height: number }

/** What is drawn, and the space that stands for the rest. */
function rangeOf(items: readonly ThreadItem[], stack: Stack, { place, height }: Sight, around: number) {
  const at = place === null ? -1 : items.findLastIndex(({ key }) => key === place.key)
  const upper = place === null || at < 0 ? height : (stack[at] ?? 0) + place.offset
  const { first, last } = itemsBetween(stack, upper - height - around, upper + around)
  return { first, last, above: (stack[0] ?? 0) - (stack[first] ?? 0), below: stack[last + 1] ?? 0 }
}

function timeOf(item: ThreadItem | undefined): string | null {
  if (item === undefined) return null
  return item.type === 'message' ? item.message.created_at : item.at
}
