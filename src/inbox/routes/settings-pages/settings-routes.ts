import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { agentsQuery } from '#inbox/data/session.ts'
import { withWords } from '#inbox/words/word-shelf.ts'
import { agentRoute } from '../agent-route.tsx'
import { PagePending } from '../page-states.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/settings',
  component: lazyRouteComponent(() => withWords(import('./settings-page.tsx')), 'SettingsPage'),
  pendingComponent: PagePending,
})

export const settingsAgentsRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/settings/agents',
  // Others see whom to ask instead, and would only be refused these.
  loader: ({ context: { queryClient, me } }) =>
    me.agent?.role === 'owner' ? queryClient.ensureQueryData(agentsQuery()) : undefined,
  component: lazyRouteComponent(() => withWords(import('./agents-page.tsx')), 'AgentsPage'),
  pendingComponent: PagePending,
})

export const settingsConnectionsRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/settings/connections',
  component: lazyRouteComponent(() => withWords(import('./connections-page.tsx')), 'ConnectionsPage'),
  pendingComponent: PagePending,
})

export const settingsRepliesRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/settings/replies',
  component: lazyRouteComponent(() => withWords(import('./canned-replies-page.tsx')), 'CannedRepliesPage'),
  pendingComponent: PagePending,
})
