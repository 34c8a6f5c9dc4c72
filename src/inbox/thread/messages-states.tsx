import { CloudOff, MessageSquareDashed } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

export function MessagesEmpty() {
  const t = useTranslations('thread')
  return (
    <PaneMessage icon={<MessageSquareDashed size={28} strokeWidth={1.5} />} title={t('empty')}>
      {t('emptyHint')}
    </PaneMessage>
  )
}

const known = { vendor_unavailable: 'vendorDown', connection_removed: 'disconnected' } as const
const isKnown = (code: string): code is keyof typeof known => Object.hasOwn(known, code)

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
      {isOffline ? t('offline') : isKnown(code) ? t(known[code]) : t('errorHint', { code })}
    </PaneMessage>
  )
}
