import { test as base, expect } from '@playwright/test'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { openHouse } from './house.ts'
import type { House, HouseOptions } from './house.ts'
import { visit } from './visit.ts'

type Fixtures = {
  options: HouseOptions
  house: House
  /** Maya's browser, signed in, at the inbox. She owns the workspace. */
  maya: Page
  /** Another browser of hers. */
  mayaElsewhere: Page
  /** Rina's browser, signed in, at the inbox. */
  rina: Page
  /** A browser that nobody has signed in with. */
  visitor: Page
}

export const usual: HouseOptions = {
  demo: 0,
  webhooks: true,
  limits: { read: 6000, write: 600 },
  admitted: true,
  connected: true,
}

/** A test in a house of its own. A stray console error, an uncaught exception, or an error in the gateway's log fails it. */
export const test = base.extend<Fixtures>({
  options: [usual, { option: true }],
  house: async ({ playwright, options }, provide, info) => {
    const house = await openHouse(playwright.request, options)
    await provide(house)
    await house.close()
    if (house.log.length > 0) await info.attach('gateway.log', { body: house.log.join('\n') })
    expect(new Set(house.log.filter(isError).map(words)), 'errors in the log of the gateway').toEqual(new Set())
  },
  maya: async ({ browser, house, contextOptions }, provide) => {
    await visit(browser, { ...contextOptions, ...signedIn(house, 'maya') }, atInbox(provide))
  },
  mayaElsewhere: async ({ browser, house, contextOptions }, provide) => {
    await visit(browser, { ...contextOptions, ...signedIn(house, 'maya') }, atInbox(provide))
  },
  rina: async ({ browser, house, contextOptions }, provide) => {
    await visit(browser, { ...contextOptions, ...signedIn(house, 'rina') }, atInbox(provide))
  },
  visitor: async ({ browser, house, contextOptions }, provide) => {
    await visit(browser, { ...contextOptions, baseURL: house.url }, provide)
  },
})

export { expect } from '@playwright/test'

function signedIn({ url, people }: House, who: 'maya' | 'rina'): BrowserContextOptions {
  return people === null ? { baseURL: url } : { baseURL: url, storageState: people[who] }
}

function atInbox(provide: (page: Page) => Promise<void>) {
  return async (page: Page) => {
    await page.goto('/inbox')
    await provide(page)
  }
}

/** Whether a line of the log says that something unexpected happened; pino counts errors from 50. */
function isError(line: string): boolean {
  return /^\{"level":[56]0/.test(line)
}

/** A line of the log without its time, so that what is said a hundred times is told once. */
function words(line: string): string {
  return line.replace(/"time":\d+,/, '').replaceAll('\\n', '\n')
}
