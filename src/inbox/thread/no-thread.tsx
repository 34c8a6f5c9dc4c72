import { MessageSquare } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

/** The thread's place while nothing is open. */
export function NoThread({ keys }: { keys: string }) {
  const t = useTranslations('thread')
  return (
    <div className="flex min-h-0 flex-1 bg-sunken">
      <PaneMessage icon={<MessageSquare size={28} strokeWidth={1.5} />} title={t('none')}>
        {t('noneHint', { key: keys })}
      </PaneMessage>
    </div>
  )
}
