import { lazy, Suspense, useEffect, useState } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { CommandContext, ComposerHandle } from '#inbox/commands/context.ts'
import { goToNext } from '#inbox/commands/move-commands.ts'
import { actAndFollow } from '#inbox/commands/conversation-commands.ts'
import { keysFor } from '#inbox/commands/keymap.ts'
import { NoThread } from '#inbox/thread/no-thread.tsx'
import { ThreadSkeleton } from '#inbox/thread/thread-skeleton.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { ErrorBoundary } from '#inbox/ui/error-boundary.tsx'
import { BrokenPane } from './broken-pane.tsx'

type ThreadColumnProps = {
  context: CommandContext
  threadRef: (element: HTMLDivElement) => () => void
  composerRef: Ref<ComposerHandle>
  /** Asks whom to assign the conversation to that the thread shows, whatever is selected in the list. */
  onAssign: (id: string) => void
}

const load = () => import('./open-conversation.tsx')
const loading = () => lazy(async () => ({ default: (await load()).OpenConversation }))
/** Once the list is there, so that a conversation opens at once and the list did not wait for it. */
const AFTER_THE_LIST_MS = 300

/** The open conversation; the whole page on a small screen. */
export function ThreadColumn({ context, threadRef, composerRef, onAssign }: ThreadColumnProps) {
  // A part that could not be fetched stays broken for good, so trying again takes a new one.
  const [OpenConversation, setPart] = useState(loading)
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), AFTER_THE_LIST_MS)
    return () => clearTimeout(timer)
  }, [])
  const t = useTranslations('thread')
  const { inbox, openId, go, ui } = context
  return (
    <main
      aria-label={t('label')}
      className={classes('flex min-w-0 flex-1 flex-col', openId === null && 'max-md:hidden')}
    >
      {openId === null ? (
        <NoThread keys={keysFor('next')} />
      ) : (
        <ErrorBoundary
          resetKey={openId}
          renderBroken={(retry) => (
            <BrokenPane
              pane="thread"
              onRetry={() => {
                setPart(loading)
                retry()
              }}
            />
          )}
        >
          <Suspense fallback={<ThreadSkeleton />}>
            <OpenConversation
              id={openId}
              threadRef={threadRef}
              composerRef={composerRef}
              acts={{
                onToggleResolved: () =>
                  actAndFollow(context, (ids) => inbox.toggleResolved(ids, { advance: 1 }), [openId]),
                onAssign: () => onAssign(openId),
                onToggleDetails: ui.toggleDetails,
                onBack: go.close,
              }}
              onDone={() => goToNext(context)}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </main>
  )
}
