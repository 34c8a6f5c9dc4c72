import { useFormatter, useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { troubleOf, troubles } from './trouble-of.ts'
import { useNames } from './use-names.ts'
import { useTroubleWords } from './use-trouble-words.ts'

/**
 * What is wrong with some of all connections, in one line however many they are; null where all is well. Its words come with the later
 * parts of the page.
 */
export function useTroubleSummary(all: readonly Connection[]): (some: readonly Connection[]) => string | null {
  const t = useTranslations('banner')
  const format = useFormatter()
  const names = useNames()
  const words = useTroubleWords(all)
  return (some) => {
    const troubled = some.filter((connection) => troubleOf(connection) !== null)
    const [first, ...others] = troubled
    if (first === undefined || others.length === 0) return first === undefined ? null : words(first)
    const sentences = troubles.flatMap((trouble) => {
      const these = troubled.filter((connection) => troubleOf(connection) === trouble)
      if (these.length === 0) return []
      return [t('several', { trouble, names: format.list(these.map((one) => names.among(one, all))) })]
    })
    const holdsWork = troubled.some((connection) => ['refused', 'down', 'slow'].includes(troubleOf(connection) ?? ''))
    return [...sentences, ...(holdsWork ? [t('goOn')] : [])].join(' ')
  }
}
