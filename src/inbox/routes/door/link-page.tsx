import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { meQuery } from '#inbox/data/session.ts'
import { linkQuery, redeemLink } from '#inbox/data/sign-in.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { NewPasswordField } from '#inbox/ui/new-password-field.tsx'
import { DoorPage } from './door-page.tsx'
import { useProblem } from '../problem.ts'

const route = getRouteApi('/link/$token')

/** Where a one-time link leads: a greeting and a password to choose. */
export function LinkPage() {
  const t = useTranslations()
  const problem = useProblem()
  const { token } = route.useParams()
  const link = useQuery(linkQuery(token))

  if (link.isPending) return <DoorPage title="Sigap" intro={t('common.loading')} />
  if (link.isError) {
    return (
      <DoorPage title={t('link.invalid')} intro={problem(link.error)}>
        <Link to="/sign-in" className="text-base font-medium text-accent underline">
          {t('link.toSignIn')}
        </Link>
      </DoorPage>
    )
  }
  const { name, email, purpose } = link.data
  return (
    <DoorPage title={t(`link.${purpose}`, { name })} intro={t(`link.${purpose}Intro`, { email })}>
      <NewPasswordForm token={token} email={email} />
    </DoorPage>
  )
}

function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations()
  const problem = useProblem()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: (password: string) => redeemLink(token, password),
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: meQuery().queryKey })
      await navigate({ to: '/' })
    },
  })

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(typed(new FormData(event.currentTarget), 'password'))
  }
  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-4">
      {/* Password managers file the new password under this name. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordField label={t('signIn.newPassword')} hint={t('signIn.passwordHint')} name="password" />
      <ErrorNotice error={save.error} words={problem} />
      <Button look="primary" type="submit" disabled={save.isPending} className="h-9">
        {save.isPending ? t('link.busy') : t('link.submit')}
      </Button>
    </form>
  )
}
