import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { lazily } from '#inbox/lib/lazily.ts'
import type { InboxFor } from './inbox-for.ts'
import { MissingPage, PageError } from './page-states.tsx'

const TooltipLayer = lazily(async () => (await import('#inbox/ui/tooltip-layer.tsx')).TooltipLayer)

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
      <Suspense fallback={null}>
        <TooltipLayer />
      </Suspense>
    </>
  )
}
