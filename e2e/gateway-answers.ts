import type { Page, Route } from '@playwright/test'

/** Where the page's PATCHes go; the id of the conversation is the last part of the path. */
const CONVERSATION = /\/v1\/conversations\/cnv_[^/]+$/

type Held = { id: string; route: Route }

/** The page's PATCHes, kept on their way until the test says what becomes of them. */
export type Patches = {
  /** Whose PATCHes are on their way, in the order in which they left. */
  waiting: () => string[]
  /** Lets all that wait, and all that follow, through to the gateway. */
  pass: () => Promise<void>
  /** Answers one in the place of the gateway. */
  answer: (id: string, status: number) => Promise<void>
}

/** Holds every PATCH of a page back, as a gateway does that takes its time. */
export async function holdPatches(page: Page): Promise<Patches> {
  let held: Held[] = []
  let open = false
  await page.route(CONVERSATION, async (route) => {
    if (open || route.request().method() !== 'PATCH') return route.fallback()
    held.push({ id: route.request().url().split('/').at(-1) ?? '', route })
  })
  return {
    waiting: () => held.map(({ id }) => id),
    async pass() {
      open = true
      const waiting = held
      held = []
      for (const { route } of waiting) await route.fallback()
    },
    async answer(id, status) {
      const found = held.find((one) => one.id === id)
      held = held.filter((one) => one !== found)
      await found?.route.fulfill({ status, json: errorBody(status) })
    },
  }
}

/** Answers every PATCH of a page in the place of the gateway until the returned function is called. */
export async function answerPatches(page: Page, status: number): Promise<() => Promise<void>> {
  const handler = async (route: Route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status, json: errorBody(status) }) : route.fallback()
  await page.route(CONVERSATION, handler)
  return () => page.unroute(CONVERSATION, handler)
}

const codes: Record<number, { type: string; code: string }> = {
  404: { type: 'not_found', code: 'resource_not_found' },
  422: { type: 'invalid_request_error', code: 'invalid_field_value' },
  500: { type: 'api_error', code: 'internal_error' },
  503: { type: 'api_error', code: 'service_unavailable' },
}

function errorBody(status: number) {
  return { error: { ...codes[status], message: 'A test says so.', request_id: 'req_made_by_a_test' } }
}
