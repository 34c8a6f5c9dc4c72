import type { Page } from '@playwright/test'

export type Frame = { rows: string[]; active: string | null }

/** Presses a key and answers what the list shows when the browser draws the frame after it: not by the clock, but by frames. */
export async function pressAndSeeNextFrame(page: Page, key: string): Promise<Frame> {
  const watching = await page.evaluateHandle(() => {
    const { promise: seen, resolve } = Promise.withResolvers<Frame>()
    const look = () => {
      const list = document.querySelector('[role=listbox]')
      const rows = [...document.querySelectorAll('[data-conversation-id]')]
      resolve({
        rows: rows.map((row) => row.getAttribute('data-conversation-id') ?? ''),
        active: list?.getAttribute('aria-activedescendant')?.replace('row-', '') ?? null,
      })
    }
    // The first callback runs before the frame is painted that follows the key, the second when that frame is out.
    const onKeyDown = () => requestAnimationFrame(() => requestAnimationFrame(look))
    addEventListener('keydown', onKeyDown, { once: true, capture: true })
    return { seen }
  })
  await page.keyboard.press(key)
  return watching.evaluate(async ({ seen }) => seen)
}
