import { useQuery } from '@tanstack/react-query'
import type { Conversation } from '#contract/conversation.ts'
import { conversationQueries } from './conversations.ts'
import { useConversation } from './hooks.ts'
import { useInbox } from './inbox-context.tsx'

export type Loaded = {
  conversation: Conversation | undefined
  phase: 'loading' | 'error' | 'ready'
  error: Error | null
  retry: () => void
}

/** A conversation as the screen shows it, read when nobody has yet, as after following a link. */
export function useLoadedConversation(id: string): Loaded {
  const inbox = useInbox()
  const conversation = useConversation(id)
  const query = useQuery({ ...conversationQueries.detail(id, inbox), enabled: conversation === undefined })
  const phase = conversation !== undefined ? 'ready' : query.isError ? 'error' : 'loading'
  return { conversation, phase, error: query.error, retry: () => void query.refetch() }
}
