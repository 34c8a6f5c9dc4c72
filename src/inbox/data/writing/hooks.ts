import { useInbox } from '../inbox-context.tsx'
import { useKeyed } from '../use-keyed.ts'
import type { QueuedNote } from './notes.ts'
import type { OutgoingMessage } from './outgoing.ts'

/** Messages to a conversation that the gateway does not have yet, oldest first. */
export function useOutgoing(id: string): readonly OutgoingMessage[] {
  const { outgoing } = useInbox()
  return useKeyed(outgoing.subscribe, id, () => outgoing.of(id))
}

/** What the agent has begun to note on a conversation. */
export function useNoteDraft(id: string): string {
  const { noteDrafts } = useInbox()
  return useKeyed(noteDrafts.subscribe, id, () => noteDrafts.get(id))
}

/** Notes on a conversation that the gateway does not have yet, oldest first. */
export function useQueuedNotes(id: string): readonly QueuedNote[] {
  const { notes } = useInbox()
  return useKeyed(notes.subscribe, id, () => notes.of(id))
}
