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
import { useConversationPart } from './use-conversation-part.ts'

type ThreadColumnProps = {
  context: CommandContext
  threadRef: (element: HTMLDivElement) => () => void
  composerRef: Ref<ComposerHandle>
  /** Asks whom to assign the conversation to that the thread shows, whatever is selected in the list. */
  onAssign: (id: string) => void
}

/** The open conversation; the whole page on a small screen. */
export function ThreadColumn({ context, threadRef, composerRef, onAssign }: ThreadColumnProps) {
  const t = useTranslations('thread')
  const { inbox, openId, go, ui } = context
  const late = useConversationPart(inbox, openId !== null)
  return (
    <main
      aria-label={t('label')}
      className={classes('flex min-w-0 flex-1 flex-col', openId === null && 'max-md:hidden')}
    >
      {openId === null ? (
        <NoThread keys={keysFor('next')} />
      ) : late.state === 'failed' ? (
        <BrokenPane pane="thread" onRetry={late.retry} />
      ) : late.state === 'waiting' ? (
        <ThreadSkeleton />
      ) : (
        <ErrorBoundary resetKey={openId} renderBroken={(retry) => <BrokenPane pane="thread" onRetry={retry} />}>
          <late.part.OpenConversation
            id={openId}
            threadRef={threadRef}
            composerRef={composerRef}
            acts={{
              onToggleResolved: () =>
                actAndFollow(context, (ids) => inbox.toggleResolved(ids, { advance: 1 }), [openId]),
              onToggleStarred: () => inbox.toggleStarred([openId]),
              onAssign: () => onAssign(openId),
              onToggleDetails: ui.toggleDetails,
              onBack: go.close,
            }}
            onDone={() => goToNext(context)}
          />
        </ErrorBoundary>
      )}
    </main>
  )
}
