import { useCallback, useLayoutEffect, useState } from 'react'
import type { Inbox } from '#inbox/data/inbox.ts'

export type PopupKind = 'commands' | 'assign' | 'status' | 'help' | 'details' | 'views' | 'faults' | 'start'

/** `targets`: whom it was opened for. Rows that come and go while the agent chooses do not change that. */
export type Popup = { kind: PopupKind; targets: string[] }

/** What lies in front of the panes; one thing at a time. The list behind it holds still. */
export function usePopups(inbox: Inbox) {
  const [popup, setPopup] = useState<Popup | null>(null)
  const isOpen = popup !== null
  const show = useCallback((kind: PopupKind, targets: string[] = []) => setPopup({ kind, targets }), [])
  const hide = useCallback(() => setPopup(null), [])

  // Before the dialog takes the focus out of the list, and until it has given it back.
  useLayoutEffect(() => {
    if (!isOpen) return undefined
    const list = inbox.lists.main()
    list?.hold('popup', true)
    return () => list?.hold('popup', false)
  }, [inbox, isOpen])

  return { popup, show, hide }
}
