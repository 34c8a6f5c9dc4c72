import { useCallback, useEffect, useEffectEvent, useRef } from 'react'

/** Whether what has the focus is one of these. */
const isAt = (places: string) => document.activeElement?.matches(places) === true

/**
 * Where the focus goes when panes come and go: into the thread when one is opened to be read, back to the list when it is closed,
 * and into the search field on demand. A pane that is not there yet has it as soon as it comes.
 */
export function usePaneFocus(openId: string | null) {
  const listBox = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const wantsThread = useRef(false)
  const wantsList = useRef(false)

  const thread = useCallback((element: HTMLDivElement) => {
    // Whoever began to write elsewhere goes on there, however late the thread came.
    if (wantsThread.current && !isAt('input, textarea')) element.focus({ preventScroll: true })
    wantsThread.current = false
    return () => {
      // The next conversation takes the place of one that had the focus, be it in its composer: the focus goes with it.
      if (element.closest('main')?.contains(document.activeElement) === true) wantsThread.current = true
    }
  }, [])

  const list = useCallback((element: HTMLDivElement) => {
    listBox.current = element
    if (wantsList.current && isAt('body')) element.focus({ preventScroll: true })
    wantsList.current = false
    return () => {
      if (document.activeElement === element) wantsList.current = true
      listBox.current = null
    }
  }, [])

  const focusList = useCallback(() => {
    if (listBox.current !== null) return listBox.current.focus({ preventScroll: true })
    wantsList.current = true
    // Out of the field at once: the next key is meant for the list.
    search.current?.blur()
    return undefined
  }, [])
  const focusSearch = useCallback(() => {
    search.current?.focus()
    search.current?.select()
  }, [])
  /** The thread that opens next takes the focus. */
  const expectThread = useCallback(() => {
    wantsThread.current = true
    wantsList.current = false
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
