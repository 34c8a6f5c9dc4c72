import { test as base } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { openHouse } from './house.ts'
import type { House, HouseOptions, StorageState } from './house.ts'

type Fixtures = {
  options: HouseOptions
  house: House
  /** Maya's browser, signed in, at the inbox. She owns the workspace. */
  maya: Page
  /** Rina's browser, signed in, at the inbox. */
  rina: Page
}

/** A test in a house of its own. A stray console error or an uncaught exception in any page fails it. */
export const test = base.extend<Fixtures>({
  options: [{ conversations: 60, webhooks: true, limits: { read: 600, write: 60 } }, { option: true }],
  house: async ({ playwright, options }, provide) => {
    const house = await openHouse(playwright.request, options)
    await provide(house)
    await house.close()
  },
  maya: async ({ browser, house }, provide) => visit(browser, house.url, house.maya, provide),
  rina: async ({ browser, house }, provide) => visit(browser, house.url, house.rina, provide),
})

export { expect } from '@playwright/test'

/** What the browser itself says about requests that a test made fail is not the page's doing. */
const SAID_BY_THE_BROWSER = /Failed to load resource|net::ERR_/

async function visit(
  browser: Browser,
  url: string,
  storageState: StorageState,
  provide: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({ storageState, baseURL: url })
  const page = await context.newPage()
  const stray: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !SAID_BY_THE_BROWSER.test(message.text())) stray.push(message.text())
  })
  page.on('pageerror', (error) => stray.push(error.stack ?? error.message))
  await page.goto('/inbox')
  await provide(page)
  await context.close()
  base.expect(stray, 'errors in the console').toEqual([])
}
