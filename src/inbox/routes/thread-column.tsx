import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { CommandContext } from '#inbox/commands/context.ts'
import { actAndFollow } from '#inbox/commands/conversation-commands.ts'
import { keysFor } from '#inbox/commands/keymap.ts'
import { NoThread, ThreadPane } from '#inbox/thread/thread-pane.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { ErrorBoundary } from '#inbox/ui/error-boundary.tsx'
import { BrokenPane } from './broken-pane.tsx'

type ThreadColumnProps = {
  context: CommandContext
  threadRef: Ref<HTMLDivElement>
  /** Asks whom to assign the conversation to that the thread shows, whatever is selected in the list. */
  onAssign: (id: string) => void
}

/** The open conversation; the whole page on a small screen. */
export function ThreadColumn({ context, threadRef, onAssign }: ThreadColumnProps) {
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
        <ErrorBoundary resetKey={openId} renderBroken={(retry) => <BrokenPane pane="thread" onRetry={retry} />}>
          <ThreadPane
            id={openId}
            scrollerRef={threadRef}
            acts={{
              onToggleResolved: () =>
                actAndFollow(context, (ids) => inbox.toggleResolved(ids, { advance: 1 }), [openId]),
              onAssign: () => onAssign(openId),
              onToggleDetails: ui.toggleDetails,
              onBack: go.close,
            }}
          />
        </ErrorBoundary>
      )}
    </main>
  )
}
