import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { useOutgoing } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { asMessage } from '#inbox/data/outgoing.ts'
import { identityOf } from '#inbox/data/thread.ts'
import { useAsides } from './use-asides.ts'

/**
 * A thread as it is shown, oldest first: what the gateway has, and below it what waits on this device, each message once; and what
 * stands between them.
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
  const asides = useAsides(id, query.hasNextPage ? messages[0]?.created_at : undefined)
  return { query, messages, asides }
}
