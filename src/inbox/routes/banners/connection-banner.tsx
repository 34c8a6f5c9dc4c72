import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { troubleOf, troubles } from '#inbox/words/trouble-of.ts'
import { useTroubleSummary } from '#inbox/words/use-trouble-summary.ts'
import { Banner, BannerButton } from './banner.tsx'
import { ConnectionTroubles } from './connection-troubles.tsx'

const tones = { refused: 'bad', down: 'warning', slow: 'warning', paused: 'quiet', reading: 'quiet' } as const

/**
 * Which connections are in trouble, or are still read for the first time: one line however many they are, and never a higher one, so
 * that nothing moves when another joins. What becomes of the agents' work, and what to do about each, is behind a button.
 */
export function ConnectionBanner({ connections }: { connections: readonly Connection[] }) {
  const t = useTranslations('banner')
  const summary = useTroubleSummary(connections)
  const [isOpen, setOpen] = useState(false)
  const worst = troubles.find((trouble) => connections.some((connection) => troubleOf(connection) === trouble))
  return (
    <>
      {worst !== undefined && (
        <Banner
          isOneLine
          tone={tones[worst]}
          action={<BannerButton onClick={() => setOpen(true)}>{t('more')}</BannerButton>}
        >
          {summary(connections)}
        </Banner>
      )}
      {isOpen && <ConnectionTroubles connections={connections} onClose={() => setOpen(false)} />}
    </>
  )
}
