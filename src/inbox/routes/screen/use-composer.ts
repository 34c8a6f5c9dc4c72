import { useCallback, useMemo, useRef } from 'react'
import type { WritingMode } from '#contract/draft.ts'
import type { ComposerHandle } from '#inbox/commands/context.ts'

/** The composer that is on the screen, and the wish to write that came before it was. */
export function useComposer() {
  const handle = useRef<ComposerHandle>(null)
  const wanted = useRef<WritingMode | null>(null)

  const ref = useCallback((next: ComposerHandle | null) => {
    handle.current = next
    if (next === null || wanted.current === null) return
    next.write(wanted.current)
    wanted.current = null
  }, [])

  return useMemo(
    () => ({
      ref,
      current: () => handle.current,
      write: (mode: WritingMode) => {
        wanted.current = handle.current === null ? mode : null
        handle.current?.write(mode)
      },
    }),
    [ref],
  )
}
