import { setTimeout } from 'node:timers/promises'
import type { Page } from '@playwright/test'

const REST_MS = 80
const SPREAD_MS = 50

/** Writes and submits so many answers in the thread that is open; answers what each took from the key to its painted bubble, in milliseconds. */
export async function measureSubmits(page: Page, count: number): Promise<number[]> {
  const took: number[] = []
  const field = page.locator('main textarea')
  while (took.length < count) {
    const text = `Jawaban nomor ${took.length + 1}.`
    await field.fill(text)
    // Away from the rhythm of the frames, else every press would fall on the same moment of one.
    await setTimeout(REST_MS + ((took.length * 37) % SPREAD_MS))
    const measured = page.evaluate((text) => window.benchNextSubmit(text), text)
    // The page works its orders off in turn, so it listens before the key comes.
    await page.evaluate(() => undefined)
    await page.keyboard.press('Control+Enter')
    took.push(await measured)
  }
  return took
}
