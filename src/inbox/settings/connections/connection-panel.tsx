import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import type { ConnectionSetup, Vendor } from '#contract/connection-setup.ts'
import { changeConnection, setupQuery, testConnection } from '#inbox/data/connections.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { useNow } from '#inbox/ui/clock.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { ActButton } from '../act-button.tsx'
import { QuarantineList } from './quarantine-list.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameForm } from './rename-form.tsx'
import { SetupForm } from './setup-form.tsx'
import { WebhookSection } from './webhook-section.tsx'

type ConnectionPanelProps = {
  connection: Connection
  setup: ConnectionSetup
  vendor: Vendor | undefined
  onTell: (news: string, secret?: string | null) => void
  problem: (error: unknown) => string
}
type Change = Parameters<typeof changeConnection>[1]

/** Everything that can be done about one connection. */
export function ConnectionPanel({ connection, setup, vendor, onTell, problem }: ConnectionPanelProps) {
  const t = useTranslations('connecting')
  const { number } = useFormatter()
  const times = useTimes()
  const now = useNow()
  const queryClient = useQueryClient()
  const name = useNames().connection(connection)
  const [doing, setDoing] = useState<'rename' | 'settings' | 'remove' | null>(null)
  const { id } = connection
  const change = useMutation({
    mutationFn: ({ body }: { body: Change; news: string }) => changeConnection(id, body),
    onSuccess: (saved, { news }) => {
      queryClient.setQueryData(setupQuery(id).queryKey, saved.setup)
      setDoing(null)
      onTell(news, saved.webhook_secret)
    },
  })
  const isPaused = connection.state === 'paused'
  const saved = t('saved', { name })
  const guide = vendor?.webhooks ?? null

  return (
    <div className="flex flex-col gap-4 rounded-control bg-canvas p-3 sm:p-4">
      <ErrorNotice error={change.error} words={problem} />
      {setup.source === 'environment' ? (
        <p className="text-base text-ink-secondary">{t('environment')}</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          <ActButton
            busy={change.isPending}
            onClick={() =>
              change.mutate({ body: { paused: !isPaused }, news: t(isPaused ? 'resumed' : 'pausedNow', { name }) })
            }
          >
            {t(isPaused ? 'resume' : 'pause')}
          </ActButton>
          <Button onClick={() => setDoing('rename')}>{t('rename')}</Button>
          {vendor !== undefined && <Button onClick={() => setDoing('settings')}>{t('settings')}</Button>}
          <Button look="danger" onClick={() => setDoing('remove')}>
            {t('remove')}
          </Button>
        </div>
      )}
      {doing === 'rename' && (
        <RenameForm
          name={connection.name}
          busy={change.isPending}
          onRename={(next) => change.mutate({ body: { name: next }, news: t('renamed', { name: next }) })}
          onCancel={() => setDoing(null)}
        />
      )}
      {doing === 'settings' && vendor !== undefined && (
        <SetupForm
          vendor={vendor}
          kept={setup}
          busy={change.isPending}
          problem={problem}
          test={({ baseUrl, settings }) =>
            testConnection({ connection_id: id, settings, ...(baseUrl === '' ? {} : { base_url: baseUrl }) })
          }
          onSave={({ baseUrl, settings }) =>
            change.mutate({ body: { settings, ...(baseUrl === '' ? {} : { base_url: baseUrl }) }, news: saved })
          }
          onCancel={() => setDoing(null)}
        />
      )}
      {doing === 'remove' && (
        <RemoveDialog
          connection={connection}
          problem={problem}
          onClose={() => setDoing(null)}
          onRemoved={({ withdrawn, subscription }) =>
            onTell(
              [t('removed', { name, count: withdrawn }), subscription === 'left' && t('hookLeft')]
                .filter(Boolean)
                .join(' '),
            )
          }
        />
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-base">
        <dt className="text-ink-faint">{t('account')}</dt>
        <dd className="anywhere">{setup.account_id ?? t('unknown')}</dd>
        <dt className="text-ink-faint">{t('address')}</dt>
        <dd className="anywhere">{setup.base_url}</dd>
        {setup.budget !== null && (
          <>
            <dt className="text-ink-faint">{t('budget')}</dt>
            <dd>{t('budgetLeft', { left: number(setup.budget.remaining), limit: number(setup.budget.limit) })}</dd>
          </>
        )}
        {setup.heard !== null && (
          <>
            <dt className="text-ink-faint">{t('heard')}</dt>
            <dd>{t('heardSince', { ...setup.heard, since: times.moment(setup.heard.since_at, now) })}</dd>
          </>
        )}
      </dl>
      {setup.webhook !== null && vendor !== undefined && guide !== null && (
        <WebhookSection
          webhook={setup.webhook}
          vendor={{ name: vendor.name, webhooks: guide }}
          isTold={connection.webhooks}
          canChange={setup.source === 'here'}
          busy={change.isPending}
          onChange={(body) => change.mutate({ body, news: saved })}
        />
      )}
      {connection.quarantined > 0 && <QuarantineList id={id} problem={problem} />}
    </div>
  )
}
