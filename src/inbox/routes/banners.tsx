import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { useLiveState } from '#inbox/data/hooks.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { lazily } from '#inbox/lib/lazily.ts'
import { withWords } from '#inbox/words/word-shelf.ts'
import { Banner, BannerButton } from './banner.tsx'

const DemoBanner = lazily(async () => (await withWords(import('./demo-banner.tsx'))).DemoBanner)

/** Lines above everything: what kind of data this is, and what is wrong with whom. */
export function Banners({ onFaults }: { onFaults: () => void }) {
  const { me } = useInbox()
  const connections = useQuery(connectionsQuery()).data ?? []
  return (
    <header className="shrink-0">
      <h1 className="sr-only">Sigap</h1>
      {me.demo && (
        <Suspense fallback={<Banner tone="quiet">{null}</Banner>}>
          <DemoBanner onFaults={onFaults} />
        </Suspense>
      )}
      <OfflineBanner />
      {connections.map((connection) => (
        <ConnectionBanner key={connection.id} connection={connection} />
      ))}
    </header>
  )
}

function OfflineBanner() {
  const t = useTranslations('live')
  const inbox = useInbox()
  const { state } = useLiveState()
  if (state !== 'offline') return null
  return (
    <Banner tone="warning" action={<BannerButton onClick={inbox.retryNow}>{t('retryNow')}</BannerButton>}>
      {t('offlineHint')}
    </Banner>
  )
}

function ConnectionBanner({ connection }: { connection: Connection }) {
  const { state, problem, backfill, backlog } = connection
  const t = useTranslations('banner')
  const name = useNames().connection(connection)
  const code = presentable(problem?.code) ?? '?'
  if (state === 'refused') return <Banner tone="bad">{t('refused', { name, code })}</Banner>
  if (state === 'down') return <Banner tone="warning">{t('down', { name, code, backlog })}</Banner>
  if (state === 'slow' && backlog > 0) return <Banner tone="warning">{t('slow', { name, code, backlog })}</Banner>
  if (backfill.done) return null
  return <Banner tone="quiet">{t('backfill', { name, count: backfill.rows })}</Banner>
}
