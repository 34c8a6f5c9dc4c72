import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { useOutgoing } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { asMessage } from '#inbox/data/outgoing.ts'
import { identityOf } from '#inbox/data/thread.ts'

/**
 * A thread as it is shown, oldest first: what the gateway has, and below it what waits on this device, each message once; and what
 * became of the conversation meanwhile.
 */
export function useThreadMessages(id: string) {
  const query = useInfiniteQuery(conversationQueries.messages(id))
  const { me } = useInbox()
  const outgoing = useOutgoing(id)
  const messages = useMemo(() => {
    const newestFirst = query.data?.pages.flatMap((page) => page.data) ?? []
    // A message that arrived between two pages is named by both.
    const unique = new Map(newestFirst.map((message) => [identityOf(message), message]))
    const author = me.agent === null ? null : { id: me.agent.id, name: me.agent.name }
    const waiting = outgoing.filter(({ key }) => !unique.has(key)).map((message) => asMessage(message, author))
    return [...[...unique.values()].toReversed(), ...waiting]
  }, [query.data, outgoing, me])
  const { data: timeline } = useQuery(conversationQueries.timeline(id))
  const oldest = messages[0]?.created_at
  const changes = useMemo(() => {
    if (timeline === undefined || oldest === undefined) return []
    // What happened before the oldest message that is loaded comes with those that are older.
    return query.hasNextPage ? timeline.filter(({ at }) => at >= oldest) : timeline
  }, [timeline, oldest, query.hasNextPage])
  return { query, messages, changes }
}
