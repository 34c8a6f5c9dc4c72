import { useCallback, useRef, useState } from 'react'
import type { RefObject } from 'react'

const BORDER_BOX = { box: 'border-box' } as const

/** Measures the items that are drawn in a box, by the `data-key` that each carries, and remembers those that are not drawn any more. */
export function useHeights(box: RefObject<HTMLDivElement | null>) {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(() => new Map())
  const drawn = useRef(new Map<string, HTMLElement>())
  const observer = useRef<ResizeObserver | null>(null)

  /** Watches until the answer is called; `onMeasured` runs before a new height is painted. */
  const watch = useCallback((onMeasured: () => void) => {
    const made = new ResizeObserver((entries) => {
      const news = entries.flatMap(({ target, borderBoxSize: [size] }): [string, number][] => {
        const key = target instanceof HTMLElement ? target.dataset['key'] : undefined
        // An item that is being taken away, or a pane that is hidden, has no height to learn.
        return key === undefined || size === undefined || size.blockSize === 0 ? [] : [[key, size.blockSize]]
      })
      onMeasured()
      setHeights((before) =>
        news.every(([key, height]) => before.get(key) === height) ? before : new Map([...before, ...news]),
      )
    })
    observer.current = made
    for (const element of drawn.current.values()) made.observe(element, BORDER_BOX)
    return () => {
      made.disconnect()
      observer.current = null
    }
  }, [])

  const drawItem = useCallback(
    (element: HTMLDivElement) => {
      const key = element.dataset['key'] ?? ''
      drawn.current.set(key, element)
      observer.current?.observe(element, BORDER_BOX)
      return () => {
        // The focus does not vanish with a message that is scrolled away.
        if (element.contains(document.activeElement)) box.current?.focus({ preventScroll: true })
        observer.current?.unobserve(element)
        if (drawn.current.get(key) === element) drawn.current.delete(key)
      }
    },
    [box],
  )

  return { heights, drawn, drawItem, watch }
}
