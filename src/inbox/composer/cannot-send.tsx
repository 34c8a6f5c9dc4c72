import { useTranslations } from 'use-intl'
import type { Obstacle } from './why-not.ts'

/** The place of the field where nothing can be sent: why, and what can be done instead. */
export function CannotSend({ why, vendor, channel }: { why: Obstacle; vendor: string; channel: string }) {
  const t = useTranslations('composer')
  return (
    <p className="px-3 pt-1 pb-3 text-base text-ink-secondary">
      {why === 'number' ? t('noNumber', { vendor }) : t('noSending', { vendor, channel })}
    </p>
  )
}
