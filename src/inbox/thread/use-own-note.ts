import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { Aside } from './thread-items.ts'

/** Calls back when the agent has written another note in this thread. */
export function useOwnNote(asides: readonly Aside[], onOwn: () => void): void {
  const newest = asides.findLast((aside) => aside.type === 'note' && aside.note.queued !== null)?.key ?? null
  const known = useRef(newest)
  const tell = useEffectEvent(onOwn)
  useLayoutEffect(() => {
    if (newest !== null && newest !== known.current) tell()
    known.current = newest
  }, [newest])
}
