import type english from './en.json'

export const locales = ['en', 'id'] as const
export type Locale = (typeof locales)[number]
export type Words = typeof english

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Words
  }
}

/** How each language names itself, for whoever cannot read the current one. */
export const localeNames: Record<Locale, string> = { en: 'English', id: 'Bahasa Indonesia' }

const catalogues = import.meta.glob<Words>('./*.json', { import: 'default' })

/** The words of one language; each is a file of its own, fetched when it is first wanted. */
export async function loadWords(locale: Locale): Promise<Words> {
  const load = catalogues[`./${locale}.json`]
  if (load === undefined) throw new Error(`There is no catalogue for ${locale}.`)
  return load()
}

/** The first of the wished languages (BCP 47 tags) that we speak, else English. */
export function chooseLocale(wished: readonly string[]): Locale {
  for (const tag of wished) {
    const language = tag.toLowerCase().split('-')[0]
    // Browsers of old wrote `in` for Indonesian.
    const found = locales.find((locale) => locale === (language === 'in' ? 'id' : language))
    if (found !== undefined) return found
  }
  return 'en'
}
