import { useMessages, useTranslations } from 'use-intl'
import type { MessageKeys, NestedKeyOf } from 'use-intl'
import type { Words } from './locale.ts'

export type WordKey = MessageKeys<Words, NestedKeyOf<Words>>

type Values = Record<string, string | number | Date>

/** For keys that arrive as data (a command's label, a toast's message): the words, or the key itself when nobody wrote them. */
export function useWords(): (key: string, values?: Values) => string {
  const t = useTranslations()
  const words = useMessages()
  return (key, values) => (isWordKey(key, words) ? t(key, values) : key)
}

function isWordKey(key: string, words: object): key is WordKey {
  let at: unknown = words
  for (const part of key.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false
    at = Reflect.get(at, part)
  }
  // The build compiles sentences with values in them to lists.
  return typeof at === 'string' || Array.isArray(at)
}
