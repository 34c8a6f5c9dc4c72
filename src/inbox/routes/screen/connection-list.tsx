import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { useCount } from '#inbox/data/hooks.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import type { View } from '#inbox/filters/views.tsx'
import { useNames } from '#inbox/words/use-names.ts'

const tones = {
  ok: 'bg-good',
  catching_up: 'bg-good',
  slow: 'bg-warning',
  down: 'bg-bad',
  refused: 'bg-bad',
  paused: 'bg-ink-decor',
} as const

type ConnectionListProps = { url: InboxUrl; onView: (view: View) => void }

/** The vendors, each with how it is doing and how many of its conversations are open; one click shows those. */
export function ConnectionList({ url, onView }: ConnectionListProps) {
  const t = useTranslations('connections')
  const names = useNames()
  const connections = useQuery(connectionsQuery()).data ?? []
  if (connections.length === 0) return null
  return (
    <section aria-label={t('label')}>
      <h2 className="px-2 pb-1 text-small text-ink-faint">{t('label')}</h2>
      <ul className="flex flex-col gap-px">
        {connections.map((connection) => (
          <ConnectionLine
            key={connection.id}
            connection={connection}
            name={names.among(connection, connections)}
            isHere={url.connection === connection.id}
            onView={onView}
          />
        ))}
      </ul>
    </section>
  )
}

type ConnectionLineProps = {
  connection: Connection
  name: string
  isHere: boolean
  onView: ConnectionListProps['onView']
}

function ConnectionLine({ connection, name, isHere, onView }: ConnectionLineProps) {
  const { id, state } = connection
  const names = useNames()
  const t = useTranslations()
  const format = useFormatter()
  const count = useCount({ status: 'open', connection: id })
  return (
    <li>
      <button
        type="button"
        aria-current={isHere ? 'page' : undefined}
        data-tip={names.place(connection)}
        onClick={() => onView({ status: 'open', connection: id })}
        className={`flex h-7.5 w-full items-center gap-2.5 rounded-control border px-2 text-left pointer-coarse:h-11 ${isHere ? 'border-line bg-surface font-semibold' : 'border-transparent text-ink-secondary hover:bg-hover hover:text-ink'}`}
      >
        <span aria-hidden="true" className={`mx-1 size-2 shrink-0 rounded-full ${tones[state]}`} />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {state === 'ok' && <span className="sr-only">{t('connections.ok')}</span>}
        {state !== 'ok' && (
          <span className="shrink-0 text-small font-normal text-ink-faint">{t(`connections.${state}`)}</span>
        )}
        {count !== null && (
          <span className="numeric text-small font-normal text-ink-faint">
            {state === 'ok' && <span aria-hidden="true">{format.number(count)}</span>}
            <span className="sr-only">{t('views.count', { count })}</span>
          </span>
        )}
      </button>
    </li>
  )
}
