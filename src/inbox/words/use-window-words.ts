import { useTranslations } from 'use-intl'

const MINUTE = 60_000

/** How long the customer can still be answered freely, in words; `closesAt` is ISO or null when they never wrote, `now` epoch ms. */
export function useWindowWords(): (closesAt: string | null, now: number) => string {
  const t = useTranslations('window')
  return (closesAt, now) => {
    if (closesAt === null) return t('never')
    const minutes = Math.floor((Date.parse(closesAt) - now) / MINUTE)
    if (minutes < 0) return t('closed')
    if (minutes < 60) return t('minutesLeft', { minutes })
    return t('hoursLeft', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
}
