import { expect } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'

/** What the browser itself says about requests that a test made fail is not the page's doing. */
const SAID_BY_THE_BROWSER = /Failed to load resource|net::ERR_/

/** A browser of its own for a journey; a stray console error or an uncaught exception fails it. */
export async function visit(browser: Browser, options: BrowserContextOptions, journey: (page: Page) => Promise<void>) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const stray: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !SAID_BY_THE_BROWSER.test(message.text())) stray.push(message.text())
  })
  page.on('pageerror', (error) => stray.push(error.stack ?? error.message))
  await journey(page)
  await context.close()
  expect(stray, 'errors in the console').toEqual([])
}
