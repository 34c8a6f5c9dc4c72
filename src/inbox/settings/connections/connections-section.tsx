import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { setupQuery, vendorsQuery } from '#inbox/data/connections.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { SettingsSection } from '../settings-frame.tsx'
import { AddConnection } from './add-connection.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { SecretOnce } from './secret-once.tsx'
import { useSetupProblem } from './use-setup-problem.ts'

type SectionProps = { problem: (error: unknown) => string }

/** All connections, one of them open at a time, and the way to another. `problem` puts a failure into words. */
export function ConnectionsSection(props: SectionProps) {
  const problem = useSetupProblem(props.problem)
  const t = useTranslations('connecting')
  const queryClient = useQueryClient()
  const { data: connections } = useSuspenseQuery(connectionsQuery())
  const { data: vendors } = useSuspenseQuery(vendorsQuery())
  const [isAdding, setAdding] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  /** What was just made or done, in words that stand until the next. */
  const [told, setTold] = useState<{ news: string; secret: string | null } | null>(null)

  const secret = told?.secret ?? null
  const adder = useRef<HTMLButtonElement>(null)
  const { length: count } = connections
  const before = useRef({ isAdding, count })

  useEffect(() => {
    // What was finished or removed took the focus with it.
    const isOver = (before.current.isAdding && !isAdding) || count < before.current.count
    if (isOver && document.activeElement === document.body) adder.current?.focus()
    before.current = { isAdding, count }
  }, [isAdding, count])

  const refresh = () => queryClient.invalidateQueries({ queryKey: connectionsQuery().queryKey })
  const tell = (news: string, made: string | null = null) => {
    setTold({ news, secret: made })
    void refresh()
  }

  return (
    <SettingsSection title={t('heading')} hint={t('hint')}>
      <div role="status" className="empty:-mt-4">
        {told !== null && <Notice tone="quiet">{told.news}</Notice>}
      </div>
      {secret !== null && <SecretOnce secret={secret} />}
      <Button
        ref={adder}
        look={count === 0 ? 'primary' : 'plain'}
        onClick={() => setAdding(true)}
        hidden={isAdding}
        className="self-start"
      >
        {t('add')}
      </Button>
      {isAdding && (
        <AddConnection
          vendors={vendors}
          problem={problem}
          onCancel={() => setAdding(false)}
          onAdded={({ setup, webhook_secret: made }) => {
            const { connection } = setup
            queryClient.setQueryData(setupQuery(connection.id).queryKey, setup)
            setAdding(false)
            setOpen(connection.id)
            tell(t('added', { name: connection.name }), made)
          }}
        />
      )}
      {count === 0 && !isAdding && <p className="text-base text-ink-secondary">{t('none')}</p>}
      <ul className="divide-y divide-line-faint">
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            vendor={vendors.find(({ vendor }) => vendor === connection.vendor)}
            isOpen={open === connection.id}
            onToggle={() => setOpen(open === connection.id ? null : connection.id)}
            onTell={tell}
            problem={problem}
          />
        ))}
      </ul>
    </SettingsSection>
  )
}
