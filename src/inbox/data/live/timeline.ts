import type { QueryClient } from '@tanstack/react-query'
import type { ConversationEvent, Change } from '#contract/live-event.ts'
import { conversationQueries } from '../conversations.ts'

/** Adds what an event tells of a conversation's status and assignee to its timeline, where that was read already. */
export function tellTimeline(queryClient: QueryClient, { conversation, changes }: ConversationEvent): void {
  const told = changes.filter(isInTimeline)
  if (told.length === 0) return
  queryClient.setQueryData(conversationQueries.timeline(conversation.id).queryKey, (known) => {
    if (known === undefined) return undefined
    const bySeq = new Map([...known, ...told].map((change) => [change.seq, change]))
    return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)
  })
}

function isInTimeline({ field }: Change): boolean {
  return field === 'status' || field === 'assignee'
}
