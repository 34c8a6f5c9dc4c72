import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { Banner, BannerButton } from './banner.tsx'
import { ConnectionTroubles } from './connection-troubles.tsx'
import { troubleOf, troubles } from './trouble-of.ts'
import { useTroubleWords } from './use-trouble-words.ts'

/**
 * Which connections are in trouble, or are still read for the first time: one line however many they are, and never a higher one, so
 * that nothing moves when another joins. What becomes of the agents' work, and what to do about each, is behind a button.
 */
export function ConnectionBanner({ connections }: { connections: readonly Connection[] }) {
  const t = useTranslations('banner')
  const several = useWordsOfSeveral()
  const words = useTroubleWords(connections)
  const [isOpen, setOpen] = useState(false)
  const troubled = connections.filter((connection) => troubleOf(connection) !== null)
  const [first, ...others] = troubled
  const worst = troubles.find((trouble) => troubled.some((connection) => troubleOf(connection) === trouble))
  return (
    <>
      {first !== undefined && worst !== undefined && (
        <Banner
          isOneLine
          tone={tones[worst]}
          action={<BannerButton onClick={() => setOpen(true)}>{t('more')}</BannerButton>}
        >
          {others.length === 0 ? words(first) : several(troubled)}
        </Banner>
      )}
      {isOpen && <ConnectionTroubles connections={connections} onClose={() => setOpen(false)} />}
    </>
  )
}

const tones = { refused: 'bad', down: 'warning', slow: 'warning', paused: 'quiet', reading: 'quiet' } as const

/** Names those of each trouble, the worst first. */
function useWordsOfSeveral(): (troubled: readonly Connection[]) => string {
  const t = useTranslations('banner')
  const format = useFormatter()
  const names = useNames()
  return (troubled) => {
    const sentences = troubles.flatMap((trouble) => {
      const these = troubled.filter((connection) => troubleOf(connection) === trouble)
      if (these.length === 0) return []
      return [t('several', { trouble, count: these.length, names: format.list(these.map(names.connection)) })]
    })
    const holdsWork = troubled.some((connection) => ['refused', 'down', 'slow'].includes(troubleOf(connection) ?? ''))
    return [...sentences, ...(holdsWork ? [t('goOn')] : [])].join(' ')
  }
}
