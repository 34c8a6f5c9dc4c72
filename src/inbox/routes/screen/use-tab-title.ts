import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useUnread } from '#inbox/data/hooks.ts'

/** Shows in the browser's tab how many conversations wait to be read. */
export function useTabTitle(): void {
  const t = useTranslations('title')
  const count = useUnread()

  useEffect(() => {
    document.title = count === 0 ? t('app') : t('unread', { count })
    return () => {
      document.title = t('app')
    }
  }, [t, count])
}
