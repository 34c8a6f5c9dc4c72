import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { agentRoute } from './agent-route.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

export const settingsAgentsRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/settings/agents',
  component: lazyRouteComponent(() => import('./agents-page.tsx'), 'AgentsPage'),
})
