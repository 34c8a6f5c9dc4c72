import { useEffect, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import type { Locale } from './locale.ts'
import { wordShelf } from './word-shelf.ts'

const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Speaks `locale` to everything below. Another language is shown when its words are here; until then the last one stays. */
export function WordsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const spoken = useSyncExternalStore(wordShelf.subscribe, wordShelf.get)

  useEffect(() => {
    // Words that do not come leave the language as it is.
    wordShelf.speak(locale).catch(() => undefined)
  }, [locale])

  useEffect(() => {
    document.documentElement.lang = spoken.locale
  }, [spoken.locale])

  return (
    <IntlProvider locale={spoken.locale} messages={spoken.words} timeZone={timeZone}>
      {children}
    </IntlProvider>
  )
}
