import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory } from '@tanstack/react-router'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeAll } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup, render } from 'vitest-browser-react'
import { worker } from '#mocks/browser.ts'
import { createMockGateway } from '#mocks/gateway/mock-gateway.ts'
import type { MockGateway, MockGatewayOptions } from '#mocks/gateway/mock-gateway.ts'
import { App } from '../app.tsx'
import { preferences } from '../data/preferences.ts'
import { sessionExpiry } from '../data/session-expiry.ts'
import { ClockProvider } from '../ui/clock.tsx'
import { createQueryClient } from '../query-client.ts'
import { createAppRouter } from '../router.tsx'
import { wordShelf } from '../words/word-shelf.ts'
import { createInboxFor } from './inbox-for.ts'
import '../styles.css'

beforeAll(async () => {
  await worker.start({ quiet: true })
  return () => worker.stop()
})

afterEach(async () => {
  await cleanup()
  await lastRequest()
  worker.resetHandlers()
  localStorage.clear()
  preferences.reread()
  sessionExpiry.clear()
})

/** Requests reach the worker in order, so what a page sent before it went is answered by its own gateway and not by the next test's. */
async function lastRequest(): Promise<void> {
  worker.use(http.post('*/end-of-test', () => new HttpResponse(null)))
  await fetch('/end-of-test', { method: 'POST', body: '{}' })
}

/** The whole page at an address, as wide as a laptop, over a gateway of its own. */
export async function openPage(
  address: string,
  { prepare, clock = Date.now, ...options }: PageOptions = {},
): Promise<OpenPage> {
  const gateway = createMockGateway(options)
  prepare?.(gateway)
  worker.use(...gateway.handlers)
  await page.viewport(1280, 800)
  const queryClient = createQueryClient()
  const history = createMemoryHistory({ initialEntries: [address] })
  const router = createAppRouter({ queryClient, inboxFor: createInboxFor(queryClient, () => undefined) }, history)
  await wordShelf.speak('en')
  await render(
    <QueryClientProvider client={queryClient}>
      <ClockProvider clock={clock}>
        <App router={router} />
      </ClockProvider>
    </QueryClientProvider>,
  )
  return { gateway, address: () => history.location.href, back: () => history.back() }
}

type PageOptions = MockGatewayOptions & {
  /** What time it is (epoch ms). */
  clock?: () => number
  /** Runs before the page asks for anything. */
  prepare?: (gateway: MockGateway) => void
}

export type OpenPage = { gateway: MockGateway; address: () => string; back: () => void }
