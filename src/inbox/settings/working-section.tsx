import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePreferences } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { preferences } from '#inbox/data/preferences.ts'
import { Notice } from '#inbox/ui/notice.tsx'
import { Switch } from '#inbox/ui/switch.tsx'
import { SettingsSection } from './settings-frame.tsx'

/** Keys and notifications; kept in this browser. */
export function WorkingSection() {
  const t = useTranslations('settings')
  const { shortcuts, notifications, enterSends } = usePreferences()
  const { notifier } = useInbox()
  const [denied, setDenied] = useState(notifier?.permission() === 'denied')

  const askToNotify = async (on: boolean) => {
    if (!on || notifier === null) return preferences.update({ notifications: false })
    const answer = await notifier.ask()
    setDenied(answer === 'denied')
    return preferences.update({ notifications: answer === 'granted' })
  }
  return (
    <SettingsSection title={t('working')}>
      <Switch
        label={t('shortcuts')}
        hint={t('shortcutsHint')}
        checked={shortcuts}
        onChange={(on) => preferences.update({ shortcuts: on })}
      />
      <Switch
        label={t('enterSends')}
        hint={t('enterSendsHint')}
        checked={enterSends}
        onChange={(on) => preferences.update({ enterSends: on })}
      />
      <Switch
        label={t('desktop')}
        hint={t('desktopHint')}
        checked={notifications && !denied}
        onChange={(on) => void askToNotify(on)}
      />
      {denied && <Notice tone="warning">{t('desktopDenied')}</Notice>}
    </SettingsSection>
  )
}
