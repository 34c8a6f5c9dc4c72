import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { meQuery } from '#inbox/data/session.ts'
import { ConnectionsSection } from '#inbox/settings/connections/connections-section.tsx'
import { SettingsFrame } from '#inbox/settings/settings-frame.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { useProblem } from '../problem.ts'

/** Connected accounts, and how others are connected: for owners and admins. */
export function ConnectionsPage() {
  const t = useTranslations('connecting')
  const problem = useProblem()
  const { data: me } = useSuspenseQuery(meQuery())
  const role = me.agent?.role ?? 'agent'
  return (
    <SettingsFrame title={t('title')} role={role}>
      {role === 'agent' ? (
        <PaneMessage title={t('notYours')}>{t('notYoursHint')}</PaneMessage>
      ) : (
        <ConnectionsSection problem={problem} />
      )}
    </SettingsFrame>
  )
}
