import { useCallback, useEffect, useEffectEvent, useRef } from 'react'

/**
 * Where the focus goes when panes come and go: into the thread when one is opened to be read, back to the list when it is closed,
 * and into the search field on demand.
 */
export function usePaneFocus(openId: string | null) {
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const wantsThread = useRef(false)

  const thread = useCallback((element: HTMLDivElement) => {
    if (wantsThread.current) {
      wantsThread.current = false
      element.focus({ preventScroll: true })
    }
    return () => {
      // The next conversation takes the place of one that had the focus: the focus goes with it.
      if (document.activeElement === element) wantsThread.current = true
    }
  }, [])

  const focusList = useCallback(() => list.current?.focus({ preventScroll: true }), [])
  const focusSearch = useCallback(() => {
    search.current?.focus()
    search.current?.select()
  }, [])
  /** The thread that opens next takes the focus. */
  const expectThread = useCallback(() => {
    wantsThread.current = true
  }, [])

  const onOpenChange = useEffectEvent((previous: string | null) => {
    if (openId !== null) return
    wantsThread.current = false
    if (previous !== null) focusList()
  })
  const previous = useRef(openId)
  useEffect(() => {
    onOpenChange(previous.current)
    previous.current = openId
  }, [openId])

  return { list, search, thread, focusList, focusSearch, expectThread }
}
