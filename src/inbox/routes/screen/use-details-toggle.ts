import { useCallback } from 'react'
import { preferences } from '#inbox/data/preferences.ts'
import type { usePopups } from './use-popups.ts'

/** Shows or hides the details: a column that is remembered where there is room for one, else a drawer for the moment. */
export function useDetailsToggle(isWide: boolean, { popup, show, hide }: ReturnType<typeof usePopups>): () => void {
  return useCallback(() => {
    if (isWide) preferences.update({ details: !preferences.get().details })
    else if (popup?.kind === 'details') hide()
    else show('details')
  }, [isWide, popup, show, hide])
}
