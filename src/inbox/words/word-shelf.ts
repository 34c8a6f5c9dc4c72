import { createValueStore } from '#inbox/lib/value-store.ts'
import type { ValueStore } from '#inbox/lib/value-store.ts'
import { loadWords } from './locale.ts'
import type { Catalogue, Locale } from './locale.ts'

type Spoken = { locale: Locale; words: Catalogue }

type WordShelf = Pick<ValueStore<Spoken>, 'get' | 'subscribe'> & {
  /** Speaks that language as soon as its words are here; until then the last one stays. */
  speak: (locale: Locale) => Promise<void>
  /** Resolves when the words of every part of the page are here. */
  complete: () => Promise<void>
}

export function createWordShelf(load: typeof loadWords): WordShelf {
  const spoken = createValueStore<Spoken>({ locale: 'en', words: {} })
  let wanted: { locale: Locale; isWhole: boolean } | null = null
  let underWay = Promise.resolve()

  async function fetchWords(asked: NonNullable<typeof wanted>): Promise<void> {
    try {
      const words = await load(asked.locale, asked.isWhole)
      if (wanted === asked) spoken.set({ locale: asked.locale, words })
      // Somebody wants others since: whoever waits for these waits for those.
      else await underWay
    } catch (error) {
      // It can be asked for again.
      if (wanted === asked) wanted = null
      throw error
    }
  }

  function want(locale: Locale, isWhole: boolean): Promise<void> {
    if (wanted?.locale === locale && (wanted.isWhole || !isWhole)) return underWay
    wanted = { locale, isWhole: isWhole || wanted?.isWhole === true }
    underWay = fetchWords(wanted)
    return underWay
  }

  return {
    get: spoken.get,
    subscribe: spoken.subscribe,
    speak: (locale) => want(locale, false),
    complete: () => want(wanted?.locale ?? spoken.get().locale, true),
  }
}

/** The words that this page speaks. */
export const wordShelf = createWordShelf(loadWords)

/** A part of the page that comes later, together with the words that only such parts need. */
export async function withWords<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, wordShelf.complete()])
  return loaded
}
