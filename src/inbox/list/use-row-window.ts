import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
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

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight)
      const visible = Math.ceil(element.clientHeight / rowHeight) + 1
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
    if (top < element.scrollTop) element.scrollTo({ top })
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTo({ top: bottom - element.clientHeight })
  })

  useEffect(() => {
    // Only a new active row is brought into sight; rows that come and go around it must not move the list.
    bringIntoSight(activeId)
  }, [activeId])

  const active = activeId === null ? -1 : ids.indexOf(activeId)
  return { indexes: rowsInSight({ ...sight, count: ids.length, active }), height: ids.length * rowHeight }
}
