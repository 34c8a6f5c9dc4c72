import { useTranslations } from 'use-intl'
import type { Obstacle } from './why-not.ts'

/** The place of the field where nothing can be sent, with the reason. */
export function CannotSend({ why, vendor }: { why: Obstacle; vendor: string }) {
  const t = useTranslations('composer')
  return (
    <p className="px-3 pt-1 pb-3 text-base text-ink-secondary">
      {why === 'number' ? t('noNumber') : t('noSending', { vendor })}
    </p>
  )
}
