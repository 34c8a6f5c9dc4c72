import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import type { Vendor } from '#contract/connection-setup.ts'
import { setupQuery } from '#inbox/data/connections.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { ConnectionPanel } from './connection-panel.tsx'
import { useAgo } from './use-ago.ts'

type ConnectionRowProps = {
  connection: Connection
  /** Undefined for a vendor that this version does not know. */
  vendor: Vendor | undefined
  isOpen: boolean
  onToggle: () => void
  onTell: (news: string, secret?: string | null) => void
  problem: (error: unknown) => string
}

const tones = {
  ok: 'text-good-ink',
  catching_up: 'text-good-ink',
  slow: 'text-warning-ink',
  down: 'text-bad-ink',
  refused: 'text-bad-ink',
  paused: 'text-ink-faint',
} as const

/** One connection: how it is doing, in a line; and behind a button, everything that can be done about it. */
export function ConnectionRow({ connection, vendor, isOpen, onToggle, onTell, problem }: ConnectionRowProps) {
  const t = useTranslations('connecting')
  const states = useTranslations('connections')
  const names = useNames()
  const name = names.connection(connection)
  const { state, problem: trouble } = connection
  return (
    <li className="flex flex-col gap-3 py-3 first:pt-0 last:pb-0">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="truncate text-base font-medium">{name}</p>
          <p className="text-small text-ink-faint">
            {name !== connection.vendor_name && `${connection.vendor_name} · `}
            <span className={tones[state]}>{states(state)}</span>
          </p>
          <Health connection={connection} />
        </div>
        <Button aria-expanded={isOpen} aria-label={t(isOpen ? 'closeOne' : 'openOne', { name })} onClick={onToggle}>
          {t(isOpen ? 'close' : 'manage')}
        </Button>
      </div>
      {trouble !== null && (state === 'refused' || state === 'down') && (
        <Notice tone={state === 'refused' ? 'bad' : 'warning'}>
          {t(trouble.code === 'secrets_unreadable' ? 'unreadable' : state, { code: presentable(trouble.code) ?? '?' })}
          <p className="pt-1 text-small text-ink-secondary">{presentable(trouble.message)}</p>
        </Notice>
      )}
      {isOpen && <Opened connection={connection} vendor={vendor} onTell={onTell} problem={problem} />}
    </li>
  )
}

/** When it was last heard, what is owed, how far the first reading is, and what could not be read. */
function Health({ connection }: { connection: Connection }) {
  const t = useTranslations('connecting')
  const ago = useAgo()
  const { last_sync_at: lastSync, backlog, backfill, quarantined } = connection
  const parts = [
    lastSync === null ? t('neverRead') : t('lastSync', { ago: ago(lastSync) }),
    backfill.done
      ? t('read', { count: backfill.rows })
      : backfill.total === undefined
        ? t('reading', { count: backfill.rows })
        : t('readingOf', { count: backfill.rows, total: backfill.total }),
    backfill.seconds_left === undefined ? null : t('left', { minutes: Math.floor(backfill.seconds_left / 60) }),
    backfill.per_minute === undefined || backfill.total !== undefined
      ? null
      : t('pace', { count: backfill.per_minute }),
    backlog === 0 ? null : t('backlog', { count: backlog }),
    quarantined === 0 ? null : t('quarantined', { count: quarantined }),
  ]
  return <p className="text-small text-ink-faint">{parts.filter((part) => part !== null).join(' · ')}</p>
}

function Opened({ connection, ...props }: Omit<ConnectionRowProps, 'isOpen' | 'onToggle'>) {
  const t = useTranslations('connecting')
  const common = useTranslations('common')
  const setup = useQuery(setupQuery(connection.id))
  if (setup.isError) {
    return (
      <Notice tone="bad" role="alert" action={<Button onClick={() => void setup.refetch()}>{common('retry')}</Button>}>
        {props.problem(setup.error)}
      </Notice>
    )
  }
  if (setup.data === undefined) return <p className="text-base text-ink-faint">{t('loading')}</p>
  return <ConnectionPanel {...props} connection={connection} setup={setup.data} />
}
