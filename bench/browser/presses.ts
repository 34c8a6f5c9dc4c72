import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'

/** Presses that go down before going up again, so that a short list never reaches for its next page. */
const STRIDE = 12
const REST_MS = 80
const SPREAD_MS = 50

export type MeasuredKey = 'j' | 'e'

/** Presses a key `presses` times with the processor slowed down `slowdown` times, and answers what each took in milliseconds. */
export async function measurePresses(
  page: Page,
  { key, presses, slowdown }: { key: MeasuredKey; presses: number; slowdown: number },
): Promise<number[]> {
  const session = await page.context().newCDPSession(page)
  await slowDown(session, slowdown)
  const took: number[] = []
  try {
    while (took.length < presses) {
      if (key === 'j' && took.length > 0 && took.length % STRIDE === 0) await backUp(page)
      // Away from the rhythm of the frames, else every press would fall on the same moment of one.
      await setTimeout(REST_MS + ((took.length * 37) % SPREAD_MS))
      const measured = page.evaluate((key) => window.benchNextPress(key), key)
      // The page works its orders off in turn, so it listens before the key comes.
      await page.evaluate(() => undefined)
      await page.keyboard.press(key)
      took.push(await measured)
    }
  } finally {
    await slowDown(session, 1)
    await session.detach()
  }
  return took
}

async function slowDown(session: CDPSession, rate: number): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

async function backUp(page: Page): Promise<void> {
  for (let step = 0; step < STRIDE; step += 1) await page.keyboard.press('k')
}
