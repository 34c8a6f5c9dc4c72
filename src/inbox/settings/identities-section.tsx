import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { VendorUser } from '#contract/roster.ts'
import { mapIdentity, vendorUsersQuery } from '#inbox/data/roster.ts'
import { agentsQuery, connectionsQuery } from '#inbox/data/session.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { Picker } from '#inbox/ui/picker.tsx'
import { SettingsSection } from './settings-frame.tsx'

/** Which agent each user of a vendor is. `problem` puts a failure into words. */
export function IdentitiesSection({ problem }: { problem: (error: unknown) => string }) {
  const t = useTranslations('agents')
  const queryClient = useQueryClient()
  const { data: identities } = useSuspenseQuery(vendorUsersQuery())
  const { data: agents } = useSuspenseQuery(agentsQuery())
  const { data: connections } = useSuspenseQuery(connectionsQuery())
  const map = useMutation({
    mutationFn: ({ identity, agentId }: { identity: VendorUser; agentId: string }) =>
      mapIdentity(identity.connection_id, identity.vendor_user_id, agentId),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: vendorUsersQuery().queryKey }),
  })
  const names = useNames()
  const options = agents.map((agent) => ({ value: agent.id, label: names.person(agent.name) }))

  return (
    <SettingsSection title={t('identities')} hint={t('identitiesHint')}>
      <ErrorNotice error={map.error} words={problem} />
      {identities.length === 0 && <p className="text-base text-ink-secondary">{t('noIdentities')}</p>}
      <ul className="divide-y divide-line-faint">
        {identities.map((identity) => {
          const name = presentable(identity.name) ?? identity.vendor_user_id
          const connection = connections.find(({ id }) => id === identity.connection_id)
          const place = connection === undefined ? [] : [names.connection(connection)]
          return (
            <li key={`${identity.connection_id} ${identity.vendor_user_id}`} className="flex items-center gap-3 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="truncate text-base font-medium">{name}</p>
                <p className="truncate text-small text-ink-faint">
                  {[identity.email ?? identity.vendor_user_id, ...place].join(' · ')}
                </p>
              </div>
              <Picker
                label={t('agentFor', { name })}
                value={identity.agent_id ?? ''}
                options={identity.agent_id === null ? [{ value: '', label: t('nobodyYet') }, ...options] : options}
                onPick={(agentId) => map.mutate({ identity, agentId })}
                className="h-8 max-w-48 rounded-control border border-line px-2.5 text-base hover:bg-hover"
              />
            </li>
          )
        })}
      </ul>
    </SettingsSection>
  )
}
