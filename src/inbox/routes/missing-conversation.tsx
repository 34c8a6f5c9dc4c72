import { CloudOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

/** In the place of the open conversation when its part of the page did not come: the network is gone, or a new version took its place. */
export function MissingConversation({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations()
  return (
    <PaneMessage
      role="alert"
      icon={<CloudOff size={28} strokeWidth={1.5} />}
      title={t('thread.missing')}
      action={
        <span className="flex gap-2">
          <Button onClick={onRetry}>{t('common.retry')}</Button>
          <Button onClick={() => location.reload()}>{t('thread.reload')}</Button>
        </span>
      }
    >
      {t('thread.missingHint')}
    </PaneMessage>
  )
}
