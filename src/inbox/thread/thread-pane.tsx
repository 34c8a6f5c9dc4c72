import { MessageSquareOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'
import { useLoadedConversation } from '#inbox/data/use-loaded-conversation.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { Messages } from './messages.tsx'
import { MessagesError } from './messages-states.tsx'
import { ThreadHeader } from './thread-header.tsx'
import type { ThreadActs } from './thread-header.tsx'
import { ThreadSkeleton } from './thread-skeleton.tsx'

export type ThreadPaneProps = { id: string; acts: ThreadActs; scrollerRef: (element: HTMLDivElement) => () => void }

/** One conversation, to be read. */
export function ThreadPane({ id, acts, scrollerRef }: ThreadPaneProps) {
  const names = useNames()
  const { conversation, phase, error, retry } = useLoadedConversation(id)
  if (phase === 'error') return <ThreadError error={error} onRetry={retry} onBack={acts.onBack} />
  if (conversation === undefined) return <ThreadSkeleton />
  return (
    <>
      <ThreadHeader conversation={conversation} acts={acts} />
      <Messages
        key={id}
        id={id}
        contactName={names.contact(conversation)}
        vendor={conversation.connection.vendor_name}
        scrollerRef={scrollerRef}
      />
    </>
  )
}

type ThreadErrorProps = { error: Error | null; onRetry: () => void; onBack: () => void }

function ThreadError({ error, onRetry, onBack }: ThreadErrorProps) {
  const t = useTranslations('thread')
  if (error instanceof ApiError && error.status === 404) {
    return (
      <div className="flex min-h-0 flex-1 bg-sunken">
        <PaneMessage
          role="alert"
          icon={<MessageSquareOff size={28} strokeWidth={1.5} />}
          title={t('notFound')}
          action={<Button onClick={onBack}>{t('back')}</Button>}
        >
          {t('notFoundHint')}
        </PaneMessage>
      </div>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 bg-sunken">
      <MessagesError error={error ?? new Error('unknown')} onRetry={onRetry} />
    </div>
  )
}
