import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { TooltipLayer } from '#inbox/ui/tooltip-layer.tsx'
import type { InboxFor } from './inbox-for.ts'
import { MissingPage, PageError } from './page-states.tsx'

export type RouterContext = { queryClient: QueryClient; inboxFor: InboxFor }

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: PageError,
  notFoundComponent: MissingPage,
})

function Root() {
  return (
    <>
      <Outlet />
      <TooltipLayer />
    </>
  )
}
