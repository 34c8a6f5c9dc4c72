import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Agent } from '#contract/agent.ts'
import { changeRole, inviteAgent, resetPassword } from '#inbox/data/roster.ts'
import { ApiError } from '#inbox/data/api-error.ts'
import { agentsQuery } from '#inbox/data/session.ts'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { AgentRow } from './agent-row.tsx'
import { InviteForm } from './invite-form.tsx'
import { LinkCard } from './link-card.tsx'
import { SettingsSection } from './settings-frame.tsx'

type Wanted = { name: string; make: () => ReturnType<typeof resetPassword> }

/** Who works here, and the links that let somebody in. `problem` puts a failure into words. */
export function AgentsSection({ problem }: { problem: (error: unknown) => string }) {
  const t = useTranslations('agents')
  const queryClient = useQueryClient()
  const { data: agents } = useSuspenseQuery(agentsQuery())
  const link = useMutation({
    mutationFn: (wanted: Wanted) => wanted.make(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: agentsQuery().queryKey }),
  })
  const role = useMutation({
    mutationFn: (next: { id: string; role: Agent['role'] }) => changeRole(next.id, next.role),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: agentsQuery().queryKey }),
  })
  const linkFor = (agent: Agent) => link.mutate({ name: agent.name, make: () => resetPassword(agent.id) })

  return (
    <SettingsSection title={t('invite')}>
      <InviteForm
        busy={link.isPending}
        onInvite={(agent, onDone) =>
          link.mutate({ name: agent.name, make: () => inviteAgent(agent) }, { onSuccess: onDone })
        }
      />
      <ErrorNotice error={link.error} words={problem} />
      {role.isError && (
        <Notice tone="bad" role="alert">
          {role.error instanceof ApiError && role.error.code === 'last_owner' ? t('lastOwner') : problem(role.error)}
        </Notice>
      )}
      {link.isSuccess && <LinkCard name={link.variables.name} link={link.data} />}
      <ul className="divide-y divide-line-faint">
        {agents.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            busy={link.isPending || role.isPending}
            onLink={linkFor}
            onRole={(next) => role.mutate({ id: agent.id, role: next })}
          />
        ))}
      </ul>
    </SettingsSection>
  )
}
