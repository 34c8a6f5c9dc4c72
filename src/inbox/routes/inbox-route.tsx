import { createRoute, redirect } from '@tanstack/react-router'
import type { SearchSchemaInput } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { inboxUrlSchema } from '#contract/inbox-url.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { agentRoute } from './agent-route.tsx'
import { InboxScreen } from './screen/inbox-screen.tsx'
import { readLastView } from './screen/last-view.ts'
import { rootRoute } from './root-route.tsx'

/** `/` is the view that was open last. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', search: readLastView(), replace: true })
  },
})

/** The list and what stands beside it. The filters are its search; anything unreadable in them falls back. */
export const inboxRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/inbox',
  validateSearch: (search: Partial<InboxUrl> & SearchSchemaInput) => z.parse(inboxUrlSchema, search),
  component: InboxScreen,
})

/** Nothing open. */
export const inboxListRoute = createRoute({ getParentRoute: () => inboxRoute, path: '/' })

/** One conversation open; the screen above draws it, so that the list does not start anew with each one. */
export const inboxThreadRoute = createRoute({ getParentRoute: () => inboxRoute, path: '$id' })
