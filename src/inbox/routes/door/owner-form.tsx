import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { createOwner } from '#inbox/data/sign-in.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { NewPasswordField } from '#inbox/ui/new-password-field.tsx'
import { useProblem } from '../problem.ts'

/** The first visit on an empty database. */
export function OwnerForm({ onDone }: { onDone: () => Promise<void> }) {
  const t = useTranslations('signIn')
  const problem = useProblem()
  const create = useMutation({ mutationFn: createOwner, onSuccess: onDone })

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    create.mutate({
      code: typed(form, 'code').trim(),
      name: typed(form, 'name').trim(),
      email: typed(form, 'email').trim(),
      password: typed(form, 'password'),
    })
  }
  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-4">
      <Field label={t('code')} hint={t('codeHint')} name="code" autoComplete="one-time-code" required />
      <Field label={t('name')} name="name" autoComplete="name" maxLength={80} required />
      <Field label={t('email')} name="email" type="email" autoComplete="username" required />
      <NewPasswordField label={t('newPassword')} hint={t('passwordHint')} name="password" />
      <ErrorNotice error={create.error} words={problem} />
      <Button look="primary" type="submit" disabled={create.isPending} className="h-9">
        {create.isPending ? t('creating') : t('create')}
      </Button>
    </form>
  )
}
