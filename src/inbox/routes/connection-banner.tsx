import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { Banner } from './banner.tsx'

type ConnectionBannerProps = {
  connection: Connection
  /** The other connections: some of them may go on working meanwhile. */
  others: readonly Connection[]
}

/** Which connection is in trouble, what becomes of the agents' work meanwhile, and what to do. */
export function ConnectionBanner({ connection, others: rest }: ConnectionBannerProps) {
  const { state, problem, backfill, backlog } = connection
  const t = useTranslations('banner')
  const names = useNames()
  const name = rest.length > 0 ? names.place(connection) : names.connection(connection)
  const code = presentable(problem?.code) ?? '?'
  const others = rest.some(({ state }) => state === 'ok' || state === 'catching_up') ? 'yes' : 'no'
  if (state === 'paused') return <Banner tone="quiet">{t('paused', { name, backlog })}</Banner>
  if (state === 'refused') return <Banner tone="bad">{t('refused', { name, code, others })}</Banner>
  if (state === 'down') return <Banner tone="warning">{t('down', { name, code, backlog, others })}</Banner>
  if (state === 'slow' && backlog > 0) return <Banner tone="warning">{t('slow', { name, code, backlog })}</Banner>
  if (backfill.done) return null
  const { total, seconds_left: seconds } = backfill
  if (total !== undefined && seconds !== undefined) {
    const minutes = Math.floor(seconds / 60)
    return <Banner tone="quiet">{t('backfillOf', { name, count: backfill.rows, total, minutes })}</Banner>
  }
  return <Banner tone="quiet">{t('backfill', { name, count: backfill.rows })}</Banner>
}
