import { createRouter } from '@tanstack/react-router'
import type { RouterHistory } from '@tanstack/react-router'
import { agentRoute } from './routes/agent-route.tsx'
import { linkRoute, signInRoute } from './routes/door/door-routes.ts'
import { homeRoute, inboxListRoute, inboxRoute, inboxThreadRoute } from './routes/inbox-route.tsx'
import { parsePlainSearch, writePlainSearch } from './routes/plain-search.ts'
import { rootRoute } from './routes/root-route.tsx'
import type { RouterContext } from './routes/root-route.tsx'
import {
  settingsAgentsRoute,
  settingsConnectionsRoute,
  settingsRepliesRoute,
  settingsRoute,
} from './routes/settings-pages/settings-routes.ts'

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  linkRoute,
  agentRoute.addChildren([
    inboxRoute.addChildren([inboxListRoute, inboxThreadRoute]),
    settingsRoute,
    settingsAgentsRoute,
    settingsConnectionsRoute,
    settingsRepliesRoute,
  ]),
])

/** The map of addresses. Tests pass a history of their own. */
export function createAppRouter(context: RouterContext, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context,
    parseSearch: parsePlainSearch,
    stringifySearch: writePlainSearch,
    defaultPreload: 'intent',
    // Freshness is the query cache's business.
    defaultPreloadStaleTime: 0,
    ...(history === undefined ? {} : { history }),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
