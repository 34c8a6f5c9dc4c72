import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { signIn } from '#inbox/data/sign-in.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { useProblem } from '../problem.ts'

/** E-mail and password. */
export function PasswordForm({ onDone }: { onDone: () => Promise<void> }) {
  const t = useTranslations('signIn')
  const problem = useProblem()
  const enter = useMutation({ mutationFn: signIn, onSuccess: onDone })

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    enter.mutate({ email: typed(form, 'email').trim(), password: typed(form, 'password') })
  }
  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-4">
      <Field label={t('email')} name="email" type="email" autoComplete="username" required />
      <Field label={t('password')} name="password" type="password" autoComplete="current-password" required />
      <ErrorNotice error={enter.error} words={problem} />
      <Button type="submit" disabled={enter.isPending} className="h-9">
        {enter.isPending ? t('busy') : t('submit')}
      </Button>
      <p className="text-small text-ink-faint">{t('forgot')}</p>
    </form>
  )
}
