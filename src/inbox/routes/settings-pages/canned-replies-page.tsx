import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { meQuery } from '#inbox/data/session.ts'
import { CannedRepliesSection } from '#inbox/settings/canned-replies-section.tsx'
import { SettingsFrame } from '#inbox/settings/settings-frame.tsx'
import { useProblem } from '../problem.ts'

/** What the team keeps ready to answer with; everybody's to mend. */
export function CannedRepliesPage() {
  const t = useTranslations('cannedReplies')
  const problem = useProblem()
  const { data: me } = useSuspenseQuery(meQuery())
  return (
    <SettingsFrame title={t('title')} role={me.agent?.role ?? 'agent'}>
      <CannedRepliesSection problem={problem} />
    </SettingsFrame>
  )
}
