import type { Browser, BrowserContextOptions } from '@playwright/test'
import { median, ms } from '../figures.ts'
import { watchFirstRow } from './in-page.ts'

type Visit = { url: string; storageState: NonNullable<BrowserContextOptions['storageState']> }

/** From navigation to the first painted row: with nothing cached, and again in the same browser; a line of figures each. */
export async function measureFirstRow(browser: Browser, visit: Visit, visits: number): Promise<string[][]> {
  const cold: number[] = []
  const warm: number[] = []
  for (let at = 0; at < visits; at += 1) {
    const context = await browser.newContext({ storageState: visit.storageState })
    await context.addInitScript(watchFirstRow)
    for (const times of [cold, warm]) {
      const page = await context.newPage()
      await page.goto(visit.url)
      times.push(await page.evaluate(() => window.benchFirstRow))
      await page.close()
    }
    await context.close()
  }
  return [
    ['nothing cached', ms(median(cold)), ms(Math.max(...cold))],
    ['again', ms(median(warm)), ms(Math.max(...warm))],
  ]
}
