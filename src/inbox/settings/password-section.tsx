import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { changePassword } from '#inbox/data/sign-in.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { NewPasswordField } from '#inbox/ui/new-password-field.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { SettingsSection } from './settings-frame.tsx'

/** Changing one's own password; `problem` puts a failure into words. */
export function PasswordSection({ problem }: { problem: (error: unknown) => string }) {
  const t = useTranslations('settings')
  const hint = useTranslations('signIn')('passwordHint')
  const form = useRef<HTMLFormElement>(null)
  const change = useMutation({ mutationFn: changePassword, onSuccess: () => form.current?.reset() })

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    change.mutate({ current: typed(values, 'current'), next: typed(values, 'next') })
  }
  return (
    <SettingsSection title={t('password')}>
      <form ref={form} onSubmit={handleSubmit} className="flex flex-col gap-4">
        <Field label={t('current')} name="current" type="password" autoComplete="current-password" required />
        <NewPasswordField label={t('next')} hint={hint} name="next" />
        <ErrorNotice error={change.error} words={problem} />
        {change.isSuccess && (
          <Notice tone="quiet" role="status">
            {t('changed')}
          </Notice>
        )}
        <Button type="submit" disabled={change.isPending} className="self-start">
          {change.isPending ? t('changing') : t('change')}
        </Button>
      </form>
    </SettingsSection>
  )
}
