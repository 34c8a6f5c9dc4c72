import { useCallback, useSyncExternalStore } from 'react'
import { useInbox } from '../inbox-context.tsx'
import type { QueuedNote } from './notes.ts'
import type { OutgoingMessage } from './outgoing.ts'

/** Messages to a conversation that the gateway does not have yet, oldest first. */
export function useOutgoing(id: string): readonly OutgoingMessage[] {
  const { outgoing } = useInbox()
  const subscribe = useCallback((wake: () => void) => outgoing.subscribe(id, wake), [outgoing, id])
  return useSyncExternalStore(subscribe, () => outgoing.of(id))
}

/** What the agent has begun to note on a conversation. */
export function useNoteDraft(id: string): string {
  const { noteDrafts } = useInbox()
  const subscribe = useCallback((wake: () => void) => noteDrafts.subscribe(id, wake), [noteDrafts, id])
  return useSyncExternalStore(subscribe, () => noteDrafts.get(id))
}

/** Notes on a conversation that the gateway does not have yet, oldest first. */
export function useQueuedNotes(id: string): readonly QueuedNote[] {
  const { notes } = useInbox()
  const subscribe = useCallback((wake: () => void) => notes.subscribe(id, wake), [notes, id])
  return useSyncExternalStore(subscribe, () => notes.of(id))
}
