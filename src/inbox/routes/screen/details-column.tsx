import { useRouter } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { ErrorBoundary } from '#inbox/ui/error-boundary.tsx'
import { useAfterPaint } from '#inbox/ui/use-after-paint.ts'
import { BrokenPane } from './broken-pane.tsx'
import { useConversationPanes } from './use-conversation-part.ts'
import type { CommandContext } from '#inbox/commands/context.ts'

type DetailsProps = { id: string; go: CommandContext['go']; onClose: () => void }

/** The details beside the thread. */
export function DetailsColumn(props: DetailsProps) {
  const t = useTranslations('details')
  return (
    <aside aria-label={t('label')} className="flex w-72 shrink-0 flex-col border-l border-line bg-surface">
      <LaterDetails {...props} />
    </aside>
  )
}

/** The details over the thread, where there is no room beside it. */
export function DetailsDrawer(props: DetailsProps) {
  const t = useTranslations('details')
  return (
    <Dialog label={t('label')} onClose={props.onClose} shape="drawer-right" focus="dialog">
      <Details {...props} />
    </Dialog>
  )
}

/** The thread is painted first; until the details have followed, those of the conversation before stand there, as a whole. */
function LaterDetails({ id, go, onClose }: DetailsProps) {
  const shown = useAfterPaint(id)
  return shown !== null && <Details id={shown} go={go} onClose={onClose} />
}

const Details = memo(function Details({ id, go, onClose }: DetailsProps) {
  const router = useRouter()
  const panes = useConversationPanes()
  const { href } = router.buildLocation({ to: '/inbox/$id', params: { id } })
  // They come together with the thread, which also says when they do not.
  if (panes.state !== 'ready') return null
  const { DetailsPane } = panes.part
  return (
    <ErrorBoundary resetKey={id} renderBroken={(retry) => <BrokenPane pane="details" onRetry={retry} />}>
      <DetailsPane id={id} link={`${location.origin}${href}`} onOpen={(other) => go.open(other)} onClose={onClose} />
    </ErrorBoundary>
  )
})
