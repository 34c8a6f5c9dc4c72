import type laterEnglish from './en-later.json'
import type english from './en.json'

export const locales = ['en', 'id'] as const
export type Locale = (typeof locales)[number]
export type Words = typeof english & typeof laterEnglish

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Words
  }
}

/** How each language names itself, for whoever cannot read the current one. */
export const localeNames: Record<Locale, string> = { en: 'English', id: 'Bahasa Indonesia' }

type Section = Readonly<Record<string, string>>
/** Some of the words, by section. */
export type Catalogue = Readonly<Record<string, Section>>

// Each is a file of its own, fetched when it is first wanted.
const catalogues = import.meta.glob<Catalogue>('./*.json', { import: 'default' })

/** The words of one language: those of the first frame, or with those of every part that is loaded later. */
export async function loadWords(locale: Locale, isWhole: boolean): Promise<Catalogue> {
  const files = isWhole ? [`./${locale}.json`, `./${locale}-later.json`] : [`./${locale}.json`]
  return (await Promise.all(files.map(loadFile))).reduce(merge)
}

/** The sections of both; one that stands in both has the words of both. */
function merge(first: Catalogue, later: Catalogue): Catalogue {
  const sections = Object.entries(later).map(([name, words]): [string, Section] => [name, { ...first[name], ...words }])
  return { ...first, ...Object.fromEntries(sections) }
}

async function loadFile(file: string): Promise<Catalogue> {
  const load = catalogues[file]
  if (load === undefined) throw new Error(`There is no catalogue ${file}.`)
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
