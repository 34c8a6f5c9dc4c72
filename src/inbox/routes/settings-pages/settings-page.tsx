import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { meQuery } from '#inbox/data/session.ts'
import { signOut } from '#inbox/data/sign-in.ts'
import { AppearanceSection } from '#inbox/settings/appearance-section.tsx'
import { PasswordSection } from '#inbox/settings/password-section.tsx'
import { SettingsFrame, SettingsSection } from '#inbox/settings/settings-frame.tsx'
import { WorkingSection } from '#inbox/settings/working-section.tsx'
import { Button } from '#inbox/ui/button.tsx'
import { useProblem } from '../problem.ts'

/** Everyone's own settings. */
export function SettingsPage() {
  const t = useTranslations('settings')
  const problem = useProblem()
  const { data: me } = useSuspenseQuery(meQuery())
  // A fresh page, so that nothing of one agent is left for the next.
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => location.assign('/sign-in') })
  return (
    <SettingsFrame title={t('title')} role={me.agent?.role ?? 'agent'}>
      <AppearanceSection />
      <WorkingSection />
      {!me.demo && <PasswordSection problem={problem} />}
      <SettingsSection title={t('signedInAs', { name: me.agent?.name ?? '' })} hint={me.agent?.email ?? ''}>
        <Button disabled={leave.isPending} onClick={() => leave.mutate()} className="self-start">
          {t('signOut')}
        </Button>
      </SettingsSection>
    </SettingsFrame>
  )
}
