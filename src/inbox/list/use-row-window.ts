import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { rowsInSight } from './rows-in-sight.ts'

type RowWindow = {
  ids: readonly string[]
  activeId: string | null
  /** Pixels; every row has the same. */
  rowHeight: number
  scroller: RefObject<HTMLDivElement | null>
}

/**
 * Which rows are drawn. Rows of one height need no measuring, so this is arithmetic on the scroll position; a library that measures
 * would cost 10 kB of the page's budget.
 */
export function useRowWindow({ ids, activeId, rowHeight, scroller }: RowWindow) {
  const [sight, setSight] = useState({ first: 0, visible: 20 })
  /** As it was seen last: to ask the element would lay the page out in the middle of what a key changes. */
  const seen = useRef({ top: 0, height: 0 })

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = () => {
      const { scrollTop: top, clientHeight: height } = element
      seen.current = { top, height }
      const first = Math.floor(top / rowHeight)
      const visible = Math.ceil(height / rowHeight) + 1
      setSight((before) => (before.first === first && before.visible === visible ? before : { first, visible }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, rowHeight])

  const bringIntoSight = useEffectEvent((id: string | null) => {
    const element = scroller.current
    const index = id === null ? -1 : ids.indexOf(id)
    if (element === null || index < 0) return
    // One row more on either side: the next one is seen before it is reached, and the pill does not lie over the active row.
    const top = (index - 1) * rowHeight
    const bottom = (index + 2) * rowHeight
    const { top: upper, height } = seen.current
    if (top < upper) element.scrollTo({ top })
    else if (bottom > upper + height) element.scrollTo({ top: bottom - height })
  })

  useEffect(() => {
    // Only a new active row is brought into sight; rows that come and go around it must not move the list.
    bringIntoSight(activeId)
    // The wheel may have turned in this very frame, which is told only as the next one begins.
    const frame = requestAnimationFrame(() => bringIntoSight(activeId))
    return () => cancelAnimationFrame(frame)
  }, [activeId])

  const active = activeId === null ? -1 : ids.indexOf(activeId)
  return { indexes: rowsInSight({ ...sight, count: ids.length, active }), height: ids.length * rowHeight }
}
