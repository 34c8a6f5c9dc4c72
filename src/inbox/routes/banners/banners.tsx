import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useLiveState } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { lazily } from '#inbox/lib/lazily.ts'
import { withWords } from '#inbox/words/word-shelf.ts'
import { Banner, BannerButton } from './banner.tsx'

const DemoBanner = lazily(async () => (await withWords(import('./demo-banner.tsx'))).DemoBanner)

/** Nobody needs it while all is well. */
const ConnectionBanner = lazily(async () => (await withWords(import('./connection-banner.tsx'))).ConnectionBanner)

/** Lines above everything: what kind of data this is, and what is wrong with whom. */
export function Banners({ onFaults }: { onFaults: () => void }) {
  const { me } = useInbox()
  const connections = useQuery(connectionsQuery()).data ?? []
  const isTroubled = connections.some(({ state, backfill }) => state !== 'ok' || !backfill.done)
  const [wasTroubled, setWasTroubled] = useState(isTroubled)
  // It stays once it is here: somebody may be reading what was wrong when it ends.
  if (isTroubled && !wasTroubled) setWasTroubled(true)
  return (
    <header className="shrink-0">
      <h1 className="sr-only">Sigap</h1>
      {me.demo && (
        <Suspense fallback={<Banner tone="quiet">{null}</Banner>}>
          <DemoBanner onFaults={onFaults} />
        </Suspense>
      )}
      <OfflineBanner />
      <Suspense fallback={null}>{wasTroubled && <ConnectionBanner connections={connections} />}</Suspense>
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
