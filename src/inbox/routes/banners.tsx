import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { useLiveState } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { classes } from '#inbox/ui/classes.ts'
import { IconButton } from '#inbox/ui/icon-button.tsx'

const route = getRouteApi('/agent')

/** Lines above everything: what kind of data this is, and what is wrong with whom. */
export function Banners() {
  const connections = useQuery(connectionsQuery()).data ?? []
  return (
    <header className="shrink-0">
      <h1 className="sr-only">Sigap</h1>
      <DemoBanner />
      <OfflineBanner />
      {connections.map((connection) => (
        <ConnectionBanner key={connection.id} connection={connection} />
      ))}
    </header>
  )
}

const inCode = (words: ReactNode) => <code className="rounded-small bg-hover px-1 font-mono text-tiny">{words}</code>

function DemoBanner() {
  const t = useTranslations('banner')
  const { me } = route.useRouteContext()
  const [hidden, setHidden] = useState(false)
  if (!me.demo || hidden) return null
  return (
    <Banner
      tone="quiet"
      action={
        <IconButton label={t('dismiss')} onClick={() => setHidden(true)} className="size-5.5">
          <X size={13} aria-hidden="true" />
        </IconButton>
      }
    >
      {t.rich('demo', { code: inCode })}
    </Banner>
  )
}

function OfflineBanner() {
  const t = useTranslations('live')
  const inbox = useInbox()
  const { state } = useLiveState()
  if (state !== 'offline') return null
  return (
    <Banner
      tone="warning"
      action={
        <button type="button" onClick={inbox.retryNow} className="rounded-small px-1 font-medium underline">
          {t('retryNow')}
        </button>
      }
    >
      {t('offlineHint')}
    </Banner>
  )
}

function ConnectionBanner({ connection: { name, state, problem, backfill, backlog } }: { connection: Connection }) {
  const t = useTranslations('banner')
  const code = problem?.code ?? ''
  if (state === 'refused') return <Banner tone="bad">{t('refused', { name, code })}</Banner>
  if (state === 'down') return <Banner tone="warning">{t('down', { name, code, backlog })}</Banner>
  if (state === 'slow' && backlog > 0) return <Banner tone="warning">{t('slow', { name, code, backlog })}</Banner>
  if (backfill.done) return null
  return <Banner tone="quiet">{t('backfill', { name, count: backfill.rows })}</Banner>
}

const tones = {
  quiet: 'border-line bg-canvas text-ink-secondary',
  warning: 'border-line bg-warning-tint text-ink',
  bad: 'border-line bg-bad-tint text-ink',
} as const

function Banner({ tone, action, children }: { tone: keyof typeof tones; action?: ReactNode; children: ReactNode }) {
  return (
    <div
      className={classes('flex min-h-8 items-center justify-center gap-2 border-b px-3 py-1 text-small', tones[tone])}
    >
      <p role="status" className="numeric text-center text-pretty">
        {children}
      </p>
      {action}
    </div>
  )
}
