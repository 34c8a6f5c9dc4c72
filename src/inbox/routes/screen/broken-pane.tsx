import { Wrench } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

/** In the place of a pane that failed to draw; the others stand. */
export function BrokenPane({ pane, onRetry }: { pane: 'list' | 'thread' | 'details'; onRetry: () => void }) {
  const t = useTranslations()
  return (
    <PaneMessage
      role="alert"
      icon={<Wrench size={28} strokeWidth={1.5} />}
      title={t(`${pane}.broken`)}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    >
      {t(`${pane}.brokenHint`)}
    </PaneMessage>
  )
}
