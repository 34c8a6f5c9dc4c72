import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { meQuery } from '#inbox/data/session.ts'
import { doorQuery } from '#inbox/data/sign-in.ts'
import { sessionExpiry } from '#inbox/data/session-expiry.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { DemoDoor } from './demo-door.tsx'
import { DoorPage } from './door-page.tsx'
import { OwnerForm } from './owner-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { useProblem } from '../problem.ts'

const route = getRouteApi('/sign-in')

/** The door: the demo's agents, e-mail and password, or the first owner on an empty database. */
export function SignInPage() {
  const t = useTranslations()
  const problem = useProblem()
  const door = useQuery(doorQuery())
  const enter = useEnter()

  if (door.isPending) return <DoorPage title={t('signIn.title')} intro={t('signIn.intro')} />
  if (door.isError) {
    return (
      <DoorPage title={t('signIn.title')} intro={t('signIn.intro')}>
        <PaneMessage
          role="alert"
          title={t('signIn.doorError')}
          action={<Button onClick={() => void door.refetch()}>{t('common.retry')}</Button>}
        >
          {problem(door.error)}
        </PaneMessage>
      </DoorPage>
    )
  }
  if (door.data.needs_owner) {
    return (
      <DoorPage title={t('signIn.ownerTitle')} intro={t('signIn.ownerIntro')}>
        <OwnerForm onDone={enter} />
      </DoorPage>
    )
  }
  return (
    <DoorPage title={t('signIn.title')} intro={t('signIn.intro')}>
      {door.data.demo_agents.length > 0 && <DemoDoor agents={door.data.demo_agents} onDone={enter} />}
      <PasswordForm onDone={enter} />
    </DoorPage>
  )
}

/** What follows a successful sign-in, however it was done: forget who we were and go where the agent wanted to. */
function useEnter(): () => Promise<void> {
  const router = useRouter()
  const queryClient = useQueryClient()
  const { back } = route.useSearch()
  const { mutateAsync } = useMutation({
    mutationFn: async () => {
      await queryClient.resetQueries({ queryKey: meQuery().queryKey })
      sessionExpiry.clear()
      router.history.push(back ?? '/')
    },
  })
  return () => mutateAsync()
}
