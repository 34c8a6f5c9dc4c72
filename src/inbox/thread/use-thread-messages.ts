import { useInfiniteQuery } from '@tanstack/react-query'
import type { Me } from '#contract/agent.ts'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { useOutgoing } from '#inbox/data/writing/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { asMessage } from '#inbox/data/writing/outgoing.ts'
import type { OutgoingMessage } from '#inbox/data/writing/outgoing.ts'
import { identityOf } from '#inbox/data/thread.ts'
import type { Pages } from '#inbox/data/thread.ts'
import { oncePer } from '#inbox/lib/once-per.ts'
import { dayOf } from './day-of.ts'
import { linksOf } from './message-links.ts'
import { itemsOf } from './thread-items.ts'
import type { Aside } from './thread-items.ts'
import { useAsides } from './use-asides.ts'

/**
 * A thread as it is shown, oldest first: what the gateway has, and below it what waits on this device, each message once; what stands
 * between them; and all of it laid out.
 */
export function useThreadMessages(id: string) {
  const query = useInfiniteQuery(conversationQueries.messages(id))
  const { me } = useInbox()
  const outgoing = useOutgoing(id)
  const asides = useAsides(id)
  return { query, asides, ...threadOf(query.data ?? NO_PAGES, outgoing, asides, me) }
}

const NO_PAGES: Pages = { pages: [], pageParams: [] }

/** Whoever comes back to a thread finds it as it was laid out, however long it is. */
const threadOf = oncePer((pages: Pages, outgoing: readonly OutgoingMessage[], asides: readonly Aside[], me: Me) => {
  const known = messagesOf(pages)
  const author = me.agent === null ? null : { id: me.agent.id, name: me.agent.name }
  const waiting = outgoing.filter(({ key }) => !known.some((message) => identityOf(message) === key))
  const links = linksOf(
    waiting.length === 0 ? known : [...known, ...waiting.map((message) => asMessage(message, author))],
  )
  const messages = links.shown
  const since = pages.pages.at(-1)?.has_more === true ? messages[0]?.created_at : undefined
  // What is older than the oldest message that is loaded comes with the messages of its time.
  const told = since === undefined ? asides : asides.filter(({ at }) => at >= since)
  return { messages, links, items: itemsOf(messages, dayOf, told) }
})

const messagesOf = oncePer((pages: Pages) => {
  const newestFirst = pages.pages.flatMap((page) => page.data)
  // A message that arrived between two pages is named by both.
  return [...new Map(newestFirst.map((message) => [identityOf(message), message])).values()].toReversed()
})
