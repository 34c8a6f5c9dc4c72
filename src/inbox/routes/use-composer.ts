import { useCallback, useMemo, useRef } from 'react'
import type { ComposerHandle } from '#inbox/commands/context.ts'

/** The composer that is on the screen, and the wish to write that came before it was. */
export function useComposer() {
  const handle = useRef<ComposerHandle>(null)
  const isWanted = useRef(false)

  const ref = useCallback((next: ComposerHandle | null) => {
    handle.current = next
    if (next === null || !isWanted.current) return
    isWanted.current = false
    next.focus()
  }, [])

  return useMemo(
    () => ({
      ref,
      current: () => handle.current,
      focus() {
        isWanted.current = handle.current === null
        handle.current?.focus()
      },
    }),
    [ref],
  )
}
