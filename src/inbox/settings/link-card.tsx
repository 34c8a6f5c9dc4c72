import { useFormatter, useTranslations } from 'use-intl'
import type { OneTimeLink } from '#inbox/data/roster.ts'
import { CopyButton } from '#inbox/ui/copy-button.tsx'

/** A one-time link, shown once. */
export function LinkCard({ name, link }: { name: string; link: OneTimeLink }) {
  const t = useTranslations('agents')
  const common = useTranslations('common')
  const format = useFormatter()
  const until = format.dateTime(new Date(link.expires_at), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div role="status" className="flex flex-col gap-2 rounded-control bg-accent-tint p-3">
      <p className="text-base font-medium">{t('linkReady', { name })}</p>
      <code className="anywhere text-small select-all">{link.url}</code>
      <div className="flex items-center justify-between gap-3">
        <p className="text-small text-ink-secondary">{t('linkHint', { time: until })}</p>
        <CopyButton wide text={link.url} label={t('copyLink')} done={common('copied')} />
      </div>
    </div>
  )
}
