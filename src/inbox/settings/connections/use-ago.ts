import { useFormatter, useTranslations } from 'use-intl'
import { useNow } from '#inbox/ui/clock.tsx'

const MINUTE = 60_000

/** How long ago an instant (ISO) was, as part of a sentence: `now`, `5 minutes ago`. */
export function useAgo(): (iso: string) => string {
  const t = useTranslations('common')
  const format = useFormatter()
  const now = useNow()
  return (iso) => {
    const at = Date.parse(iso)
    return now - at < MINUTE ? t('now') : format.relativeTime(at, now)
  }
}
