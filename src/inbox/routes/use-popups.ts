import { useState } from 'react'

export type PopupKind = 'commands' | 'assign' | 'status' | 'help' | 'details' | 'views'

/** `targets`: whom it was opened for. Rows that come and go while the agent chooses do not change that. */
export type Popup = { kind: PopupKind; targets: string[] }

/** What lies in front of the panes; one thing at a time. */
export function usePopups() {
  const [popup, setPopup] = useState<Popup | null>(null)
  return {
    popup,
    show: (kind: PopupKind, targets: string[] = []) => setPopup({ kind, targets }),
    hide: () => setPopup(null),
  }
}
