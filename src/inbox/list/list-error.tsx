import { CloudOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

/** The first page did not come: why, and again. */
export function ListError({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const t = useTranslations('list')
  const common = useTranslations('common')
  const code = error instanceof ApiError ? error.code : 'unknown'
  const isDenied = error instanceof ApiError && error.status === 403
  const isOffline = error instanceof ApiError && error.kind === 'network'
  return (
    <PaneMessage
      role="alert"
      icon={<CloudOff size={28} strokeWidth={1.5} />}
      title={t('error')}
      action={isDenied ? undefined : <Button onClick={onRetry}>{common('retry')}</Button>}
    >
      {isDenied ? t('denied') : isOffline ? t('offline') : t('errorHint', { code })}
    </PaneMessage>
  )
}
