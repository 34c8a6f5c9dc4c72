import { useCallback, useEffect, useEffectEvent, useRef } from 'react'

/**
 * Where the focus goes when panes come and go: into the thread when one is opened to be read, back to the list when it is closed,
 * and into the search field on demand.
 */
export function usePaneFocus(openId: string | null) {
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const threadBox = useRef<HTMLDivElement | null>(null)
  const wantsThread = useRef(false)

  const thread = useCallback((element: HTMLDivElement | null) => {
    threadBox.current = element
    if (element === null || !wantsThread.current) return
    wantsThread.current = false
    element.focus({ preventScroll: true })
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
    if (previous !== null && openId === null) focusList()
  })
  const previous = useRef(openId)
  useEffect(() => {
    onOpenChange(previous.current)
    previous.current = openId
  }, [openId])

  return { list, search, thread, focusList, focusSearch, expectThread }
}
