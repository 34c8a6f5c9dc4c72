import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { useOutgoing } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { asMessage } from '#inbox/data/outgoing.ts'
import { identityOf } from '#inbox/data/thread.ts'
import { useNow } from '#inbox/ui/clock.tsx'
import { DaySection } from './day-section.tsx'
import { dayOf } from './day-of.ts'
import { groupMessages } from './group-messages.ts'
import { MessagesEmpty, MessagesError } from './messages-states.tsx'
import { Older } from './older.tsx'
import { MessagesSkeleton } from './thread-skeleton.tsx'

type MessagesProps = {
  id: string
  contactName: string
  /** The box that scrolls, for whoever moves the focus into the thread. */
  scrollerRef: Ref<HTMLDivElement>
}

/**
 * The messages, oldest on top. The box is laid out from its lower edge, so it opens at the newest message, stays there while new
 * ones come, and does not move when older ones are put on top.
 */
export function Messages({ id, contactName, scrollerRef }: MessagesProps) {
  const t = useTranslations('thread')
  const now = useNow()
  const query = useInfiniteQuery(conversationQueries.messages(id))
  const { me } = useInbox()
  const outgoing = useOutgoing(id)
  const days = useMemo(() => {
    const newestFirst = query.data?.pages.flatMap((page) => page.data) ?? []
    // A message that arrived between two pages is named by both.
    const unique = new Map(newestFirst.map((message) => [identityOf(message), message]))
    const author = me.agent === null ? null : { id: me.agent.id, name: me.agent.name }
    const waiting = outgoing.filter(({ key }) => !unique.has(key)).map((message) => asMessage(message, author))
    return groupMessages([...[...unique.values()].toReversed(), ...waiting], dayOf)
  }, [query.data, outgoing, me])

  return (
    <div
      ref={scrollerRef}
      role="log"
      aria-live="off"
      aria-label={t('messages')}
      aria-busy={query.isPending}
      tabIndex={0}
      className="pane-scroll flex min-h-0 flex-1 flex-col-reverse bg-sunken px-4 outline-none focus-visible:shadow-[inset_0_2px_0_var(--accent)] sm:px-5"
    >
      <div className="flex min-h-full flex-col justify-end pb-5">
        {query.isPending && <MessagesSkeleton />}
        {query.isLoadingError && <MessagesError error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && days.length === 0 && <MessagesEmpty />}
        {days.length > 0 && (
          <Older
            hasOlder={query.hasNextPage}
            isLoading={query.isFetchingNextPage}
            isFailed={query.isFetchNextPageError}
            onLoad={() => void query.fetchNextPage()}
          />
        )}
        {days.map((day) => (
          <DaySection key={day.key} day={day} contactName={contactName} now={now} />
        ))}
      </div>
    </div>
  )
}
