import { CloudOff, MessageSquareDashed } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'
import { Button } from '#inbox/ui/button.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

const SHAPES = [
  { key: 'a', own: false, width: '58%' },
  { key: 'b', own: false, width: '36%' },
  { key: 'c', own: true, width: '52%' },
  { key: 'd', own: false, width: '44%' },
  { key: 'e', own: true, width: '30%' },
]

/** Bubbles of the right shape while the first page is on its way. */
export function MessagesSkeleton() {
  const t = useTranslations('thread')
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {SHAPES.map(({ key, own, width }) => (
        <span
          key={key}
          aria-hidden="true"
          style={{ width }}
          className={classes('h-11 animate-skeleton rounded-bubble', own ? 'self-end bg-bubble' : 'bg-line')}
        />
      ))}
    </div>
  )
}

export function MessagesEmpty() {
  const t = useTranslations('thread')
  return (
    <PaneMessage icon={<MessageSquareDashed size={28} strokeWidth={1.5} />} title={t('empty')}>
      {t('emptyHint')}
    </PaneMessage>
  )
}

/** The newest messages did not come: why, and again. */
export function MessagesError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations('thread')
  const common = useTranslations('common')
  const code = error instanceof ApiError ? error.code : 'unknown'
  const isOffline = error instanceof ApiError && error.kind === 'network'
  return (
    <PaneMessage
      role="alert"
      icon={<CloudOff size={28} strokeWidth={1.5} />}
      title={t('error')}
      action={<Button onClick={onRetry}>{common('retry')}</Button>}
    >
      {isOffline ? t('offline') : code === 'vendor_unavailable' ? t('vendorDown') : t('errorHint', { code })}
    </PaneMessage>
  )
}
