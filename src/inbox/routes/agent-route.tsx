import { createRoute, Outlet, redirect, useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { ApiError } from '#inbox/data/api-error.ts'
import { useSessionExpired } from '#inbox/data/hooks.ts'
import { InboxProvider } from '#inbox/data/inbox-context.tsx'
import { meQuery } from '#inbox/data/session.ts'
import { FrameSkeleton } from './frame-skeleton.tsx'
import { rootRoute } from './root-route.tsx'

/** Everything that needs somebody to be signed in; whoever is not goes to the door and comes back afterwards. */
export const agentRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'agent',
  beforeLoad: async ({ context: { queryClient, inboxFor }, location }) => {
    try {
      const me = await queryClient.ensureQueryData(meQuery())
      return { me, inbox: inboxFor(me) }
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'auth') {
        throw redirect({ to: '/sign-in', search: { back: location.href }, replace: true })
      }
      throw error
    }
  },
  component: AgentLayout,
  pendingComponent: FrameSkeleton,
  pendingMs: 150,
})

function AgentLayout() {
  const { inbox } = agentRoute.useRouteContext()

  useEffect(() => {
    inbox.start()
    return () => inbox.stop()
  }, [inbox])

  return (
    <InboxProvider inbox={inbox}>
      <ExpiryGuard />
      <Outlet />
    </InboxProvider>
  )
}

/** Leads to the door when the session ends in the middle of the work. The engine keeps what is not sent yet. */
function ExpiryGuard() {
  const expired = useSessionExpired()
  const navigate = useNavigate()
  const router = useRouter()
  const leave = useEffectEvent(() => {
    void navigate({ to: '/sign-in', search: { back: router.latestLocation.href }, replace: true })
  })

  useEffect(() => {
    if (expired) leave()
  }, [expired])

  return null
}
