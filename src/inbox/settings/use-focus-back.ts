import { useEffect, useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/**
 * What opens in the flow of a page takes the focus, and gives it back to the button that opened it. Whoever went
 * elsewhere meanwhile stays there.
 */
export function useFocusBack(opened: RefObject<HTMLElement | null>): void {
  const [opener] = useState(() => document.activeElement)
  useLayoutEffect(() => {
    opened.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [opened])
  useEffect(
    () => () => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus()
    },
    [opener],
  )
}
