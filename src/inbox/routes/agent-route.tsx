import { createRoute, Outlet, redirect, useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { ApiError } from '#inbox/data/api-error.ts'
import { useSessionExpired } from '#inbox/data/hooks.ts'
import { InboxProvider } from '#inbox/data/inbox-context.tsx'
import { pageItems } from '#inbox/data/local-items.ts'
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
  const { inbox, queryClient } = agentRoute.useRouteContext()
  const router = useRouter()

  useEffect(() => {
    inbox.start()
    return () => inbox.stop()
  }, [inbox])

  // The tabs of a browser share one session: when somebody else signs in beside this one, it is theirs.
  useEffect(() => {
    const { myId } = inbox
    if (myId !== null) pageItems().set('agent', myId)
    const follow = ({ key, newValue }: StorageEvent) => {
      if (key !== 'sigap.agent' || newValue === null || newValue === myId) return
      queryClient.removeQueries({ queryKey: meQuery().queryKey })
      void router.invalidate()
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [inbox, queryClient, router])

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
