import { useTranslations } from 'use-intl'
import { usePreferences } from '#inbox/data/hooks.ts'
import { preferences } from '#inbox/data/preferences.ts'
import { Choice } from '#inbox/ui/choice.tsx'
import { localeNames, locales } from '#inbox/words/locale.ts'
import { SettingsSection } from './settings-frame.tsx'

/** Language, colours and density; kept in this browser. */
export function AppearanceSection() {
  const t = useTranslations('settings')
  const { locale, theme, density } = usePreferences()
  return (
    <SettingsSection title={t('appearance')}>
      <Choice
        label={t('language')}
        value={locale}
        options={[
          { value: 'system', label: t('languageSystem') },
          ...locales.map((value) => ({ value, label: localeNames[value] })),
        ]}
        onChoose={(next) => preferences.update({ locale: next })}
      />
      <Choice
        label={t('theme')}
        value={theme}
        options={[
          { value: 'system', label: t('themeSystem') },
          { value: 'light', label: t('themeLight') },
          { value: 'dark', label: t('themeDark') },
        ]}
        onChoose={(next) => preferences.update({ theme: next })}
      />
      <Choice
        label={t('density')}
        value={density}
        options={[
          { value: 'comfortable', label: t('densityComfortable') },
          { value: 'compact', label: t('densityCompact') },
        ]}
        onChoose={(next) => preferences.update({ density: next })}
      />
    </SettingsSection>
  )
}
