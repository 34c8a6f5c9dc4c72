import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { useNames } from '#inbox/words/use-names.ts'

const tones = { ok: 'bg-good', catching_up: 'bg-good', slow: 'bg-warning', down: 'bg-bad', refused: 'bg-bad' } as const

/** The vendors, each with how it is doing. */
export function ConnectionList() {
  const t = useTranslations('connections')
  const connections = useQuery(connectionsQuery()).data ?? []
  if (connections.length === 0) return null
  return (
    <section aria-label={t('label')}>
      <h2 className="px-2 pb-1 text-small text-ink-faint">{t('label')}</h2>
      <ul>
        {connections.map((connection) => (
          <ConnectionLine key={connection.id} connection={connection} />
        ))}
      </ul>
    </section>
  )
}

function ConnectionLine({ connection }: { connection: Connection }) {
  const { state } = connection
  const names = useNames()
  const t = useTranslations('connections')
  return (
    <li className="flex h-7 items-center gap-2.5 px-2 text-ink-secondary">
      <span aria-hidden="true" className={`mx-1 size-2 shrink-0 rounded-full ${tones[state]}`} />
      <span className="min-w-0 flex-1 truncate">{names.connection(connection)}</span>
      {state === 'ok' ? (
        <span className="sr-only">{t('ok')}</span>
      ) : (
        <span className="shrink-0 text-small text-ink-faint">{t(state)}</span>
      )}
    </li>
  )
}
