import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import { loadWords } from './locale.ts'
import type { Locale, Words } from './locale.ts'

const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

type WordsProviderProps = { locale: Locale; first: { locale: Locale; words: Words }; children: ReactNode }

/** Speaks `locale` to everything below. Another language is shown when its words are here; until then the last one stays. */
export function WordsProvider({ locale, first, children }: WordsProviderProps) {
  const [spoken, setSpoken] = useState(first)

  useEffect(() => {
    if (locale === spoken.locale) return undefined
    let wanted = true
    void loadWords(locale).then((words) => {
      if (wanted) setSpoken({ locale, words })
    })
    return () => {
      wanted = false
    }
  }, [locale, spoken.locale])

  useEffect(() => {
    document.documentElement.lang = spoken.locale
  }, [spoken.locale])

  return (
    <IntlProvider locale={spoken.locale} messages={spoken.words} timeZone={timeZone}>
      {children}
    </IntlProvider>
  )
}
