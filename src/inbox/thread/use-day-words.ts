import { useTranslations } from 'use-intl'
import { useTimes } from '#inbox/words/use-times.ts'
import { dayOf } from './day-of.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Names the local day of an ISO instant as it is called at `now` (epoch ms): `Today`, `Yesterday`, `Friday, 20 November`. */
export function useDayWords(): (iso: string, now: number) => string {
  const t = useTranslations('thread')
  const times = useTimes()
  return (iso, now) => {
    const day = dayOf(iso)
    if (day === dayOf(new Date(now).toISOString())) return t('today')
    return day === dayOf(new Date(now - DAY_MS).toISOString()) ? t('yesterday') : times.date(iso, now)
  }
}
