import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { quarantineFile, quarantineQuery } from '#inbox/data/connections.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { useNow } from '#inbox/ui/clock.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { useTimes } from '#inbox/words/use-times.ts'

/** Rows of the vendor's that could not be read, and why; the file has what the vendor sent. */
export function QuarantineList({ id, problem }: { id: string; problem: (error: unknown) => string }) {
  const t = useTranslations('connecting')
  const now = useNow()
  const times = useTimes()
  const rows = useQuery(quarantineQuery(id))
  return (
    <section className="flex flex-col gap-2 border-t border-line-faint pt-4">
      <div className="flex items-start justify-between gap-3">
        <div>
          <h3 className="text-base font-medium">{t('unreadableRows')}</h3>
          <p className="text-small text-ink-faint">{t('unreadableHint')}</p>
        </div>
        <a
          href={quarantineFile(id)}
          download
          className="inline-flex h-8 shrink-0 items-center gap-2 rounded-control border border-line bg-surface px-2.5 text-base hover:bg-hover"
        >
          <Download size={14} aria-hidden="true" />
          {t('download')}
        </a>
      </div>
      <ErrorNotice error={rows.error} words={problem} />
      <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto text-small">
        {(rows.data ?? []).map((row) => (
          <li key={`${row.vendor_id} ${row.first_seen_at} ${row.reason}`} className="flex gap-3">
            <span className="anywhere w-32 shrink-0 text-ink-faint">{row.vendor_id ?? t('noId')}</span>
            <span className="anywhere min-w-0 flex-1">{presentable(row.reason)}</span>
            <span className="shrink-0 text-ink-faint">{times.age(row.last_seen_at, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
