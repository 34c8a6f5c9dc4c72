import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { meQuery } from '#inbox/data/session.ts'
import { AgentsSection } from '#inbox/settings/agents-section.tsx'
import { IdentitiesSection } from '#inbox/settings/identities-section.tsx'
import { RosterSection } from '#inbox/settings/roster-section.tsx'
import { SettingsFrame } from '#inbox/settings/settings-frame.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { useProblem } from '../problem.ts'

/** The owner's page: who works here, and who they are at the vendor. */
export function AgentsPage() {
  const t = useTranslations('agents')
  const problem = useProblem()
  const { data: me } = useSuspenseQuery(meQuery())
  const isOwner = me.agent?.role === 'owner'
  return (
    <SettingsFrame title={t('title')} role={me.agent?.role ?? 'agent'}>
      {isOwner ? (
        <>
          <AgentsSection problem={problem} />
          <RosterSection problem={problem} />
          <IdentitiesSection problem={problem} />
        </>
      ) : (
        <PaneMessage title={t('ownerOnly')}>{t('ownerOnlyHint')}</PaneMessage>
      )}
    </SettingsFrame>
  )
}
