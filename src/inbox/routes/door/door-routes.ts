import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { withWords } from '#inbox/words/word-shelf.ts'
import { PagePending } from '../page-states.tsx'
import { rootRoute } from '../root-route.tsx'

/** Only an address of our own may be returned to: never `//elsewhere` nor `https:…`. */
const signInSearchSchema = z.object({ back: z.catch(z.optional(z.string().check(z.regex(/^\/(?![/\\])/))), undefined) })

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search) => z.parse(signInSearchSchema, search),
  component: lazyRouteComponent(() => withWords(import('./sign-in-page.tsx')), 'SignInPage'),
  pendingComponent: PagePending,
})

export const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/link/$token',
  component: lazyRouteComponent(() => withWords(import('./link-page.tsx')), 'LinkPage'),
  pendingComponent: PagePending,
})
