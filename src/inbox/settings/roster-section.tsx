import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { acceptSuggestions, vendorUsersQuery } from '#inbox/data/roster.ts'
import { agentsQuery, connectionsQuery } from '#inbox/data/session.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { SettingsSection } from './settings-frame.tsx'

/** Agents by connections: under which name each of them works where. `problem` puts a failure into words. */
export function RosterSection({ problem }: { problem: (error: unknown) => string }) {
  const t = useTranslations('agents')
  const names = useNames()
  const queryClient = useQueryClient()
  const { data: agents } = useSuspenseQuery(agentsQuery())
  const { data: connections } = useSuspenseQuery(connectionsQuery())
  const { data: users } = useSuspenseQuery(vendorUsersQuery())
  const accept = useMutation({
    mutationFn: acceptSuggestions,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: vendorUsersQuery().queryKey }),
  })
  const suggested = users.filter((user) => user.suggested_agent_id !== null).length
  const namesOf = (agentId: string, connectionId: string) =>
    users
      .filter((user) => user.agent_id === agentId && user.connection_id === connectionId)
      .map(({ name, email, vendor_user_id: id }) => presentable(name) ?? email ?? id)
      .join(', ')

  return (
    <SettingsSection title={t('roster')} hint={t('rosterHint')}>
      <ErrorNotice error={accept.error} words={problem} />
      {suggested > 0 && (
        <Notice
          tone="quiet"
          role="status"
          action={
            <Button disabled={accept.isPending} onClick={() => accept.mutate()}>
              {t(accept.isPending ? 'accepting' : 'acceptAll')}
            </Button>
          }
        >
          {t('suggested', { count: suggested })}
        </Notice>
      )}
      {/* A screen too narrow for all accounts shows the others by scrolling; who it is about stays in sight. */}
      <div className="overflow-x-auto">
        <table
          aria-label={t('roster')}
          style={{ minWidth: `${(connections.length + 1) * 7}rem` }}
          className="w-full table-fixed text-left text-base"
        >
          <thead>
            <tr className="text-small text-ink-faint">
              <th scope="col" className="sticky left-0 bg-surface py-1.5 pr-3 align-top font-normal">
                {t('agent')}
              </th>
              {connections.map((connection) => (
                <th key={connection.id} scope="col" className="anywhere py-1.5 pr-3 align-top font-normal">
                  {names.among(connection, connections)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line-faint">
            {agents.map((agent) => (
              <tr key={agent.id}>
                <th scope="row" className="anywhere sticky left-0 bg-surface py-2 pr-3 align-top font-medium">
                  {names.person(agent.name)}
                </th>
                {connections.map(({ id }) => (
                  <td key={id} className="anywhere py-2 pr-3 align-top text-ink-secondary">
                    {namesOf(agent.id, id) || t('notThere')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SettingsSection>
  )
}
