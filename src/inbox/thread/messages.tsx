import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { identityOf } from '#inbox/data/thread.ts'
import { useNow } from '#inbox/ui/clock.tsx'
import { ChangeLine } from './change-line.tsx'
import { focusMessages } from './focus-messages.ts'
import { MessageRow } from './message-row.tsx'
import { MessagesEmpty, MessagesError } from './messages-states.tsx'
import { NewestPill } from './scrolling/newest-pill.tsx'
import { NoteRow } from './note-row.tsx'
import { Older } from './scrolling/older.tsx'
import { MessagesSkeleton } from './thread-skeleton.tsx'
import { useDayWords } from './use-day-words.ts'
import { useFresh } from './scrolling/use-fresh.ts'
import { useOwnNote } from './use-own-note.ts'
import { useThreadMessages } from './use-thread-messages.ts'
import { useThreadWindow } from './scrolling/use-thread-window.ts'

type MessagesProps = {
  id: string
  contactName: string
  vendor: string
  /** The box that scrolls, for whoever moves the focus into the thread. */
  scrollerRef: (element: HTMLDivElement) => () => void
}

/** The messages, oldest on top, of which those in sight are drawn. The box is laid out from its lower edge and opens there. */
export function Messages({ id, contactName, vendor, scrollerRef }: MessagesProps) {
  const t = useTranslations('thread')
  const now = useNow()
  const dayWords = useDayWords()
  const { myId } = useInbox()
  const { query, messages, links, asides, items } = useThreadMessages(id)
  const { attach, focus, first, last, above, below, atEnd, topAt, drawItem, toEnd, toItem } = useThreadWindow({
    id,
    items,
    scrollerRef,
  })
  const fresh = useFresh({ messages, myId, atEnd, onOwn: toEnd })
  useOwnNote(asides, toEnd)
  const toMessage = useCallback((message: Message) => toItem(identityOf(message)), [toItem])
  const size = query.hasNextPage ? -1 : messages.length

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={attach}
        role="log"
        aria-live="off"
        aria-label={t('messages')}
        aria-busy={query.isPending}
        tabIndex={0}
        className="pane-scroll flex min-h-0 flex-1 flex-col-reverse bg-sunken px-4 focus-visible:outline-hidden [overflow-anchor:none] forced-colors:-outline-offset-2 focus-visible:shadow-[inset_0_2px_0_var(--accent)] sm:px-5"
      >
        <div className="flex min-h-full flex-col justify-end pb-5">
          {query.isPending && <MessagesSkeleton />}
          {query.isLoadingError && (
            <div className="contents" onClickCapture={focusMessages}>
              <MessagesError error={query.error} onRetry={() => void query.refetch()} />
            </div>
          )}
          {query.isSuccess && messages.length === 0 && <MessagesEmpty />}
          {messages.length > 0 && (
            <Older
              hasOlder={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              isFailed={query.isFetchNextPageError}
              onLoad={() => void query.fetchNextPage()}
            />
          )}
          <div aria-hidden="true" className="shrink-0" style={{ height: above }} />
          {items.slice(first, last + 1).map((item) =>
            item.type === 'day' ? (
              <div key={item.key} ref={drawItem} data-key={item.key} className="flow-root">
                <h3 className="mt-5 mb-2 text-center text-small font-normal text-ink-faint">
                  {dayWords(item.at, now)}
                </h3>
              </div>
            ) : item.type === 'change' ? (
              <ChangeLine key={item.key} id={item.key} change={item.change} rowRef={drawItem} />
            ) : item.type === 'note' ? (
              <NoteRow key={item.key} id={item.key} note={item.note} rowRef={drawItem} />
            ) : (
              <MessageRow
                key={item.key}
                id={item.key}
                message={item.message}
                startsRun={item.startsRun}
                reactions={links.reactions.get(item.message.id)}
                quoted={item.message.reply_to === undefined ? undefined : links.byId.get(item.message.reply_to)}
                onJump={toMessage}
                place={item.place}
                size={size}
                contactName={contactName}
                vendor={vendor}
                rowRef={drawItem}
              />
            ),
          )}
          <div aria-hidden="true" className="shrink-0" style={{ height: below }} />
        </div>
      </div>
      {topAt !== null && (
        <p aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-2 flex justify-center text-small">
          <span className="rounded-full border border-line bg-surface px-2.5 py-0.5 text-ink-secondary">
            {dayWords(topAt, now)}
          </span>
        </p>
      )}
      <NewestPill
        count={fresh}
        onPress={() => {
          toEnd()
          focus()
        }}
      />
    </div>
  )
}
