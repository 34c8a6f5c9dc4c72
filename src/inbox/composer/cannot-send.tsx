import { useTranslations } from 'use-intl'
import type { Obstacle } from './why-not.ts'

/** The composer's place where nothing can be sent, with the reason. */
export function CannotSend({ why, vendor }: { why: Obstacle; vendor: string }) {
  const t = useTranslations('composer')
  return (
    <p className="shrink-0 border-t border-line bg-sunken px-4 py-3 text-center text-base text-ink-secondary">
      {why === 'number' ? t('noNumber') : t('noSending', { vendor })}
    </p>
  )
}
