import type { Page } from '@playwright/test'

const ROW_HEIGHT = 60

/** Scrolls down until at least `size` rows are loaded, as far as there are any, and back to the top. Answers how many are loaded. */
export async function fillList(page: Page, size: number): Promise<number> {
  await page.waitForSelector('[data-conversation-id]')
  const loaded = await page.evaluate(
    async ({ size, rowHeight }) => {
      const list = document.querySelector('[role=listbox]')
      const scroller = list?.parentElement
      if (list === null || scroller === null || scroller === undefined) throw new Error('There is no list.')
      const count = () => Math.round(list.getBoundingClientRect().height / rowHeight)
      const giveUpAt = performance.now() + 60_000
      while (count() < size && performance.now() < giveUpAt) {
        scroller.scrollTop = scroller.scrollHeight
        await new Promise((resolve) => void requestAnimationFrame(resolve))
      }
      scroller.scrollTop = 0
      return count()
    },
    { size, rowHeight: ROW_HEIGHT },
  )
  if (loaded < size) throw new Error(`Only ${loaded} of ${size} rows were loaded.`)
  // The keys begin at an active row.
  await page.keyboard.press('j')
  await page.waitForSelector('[role=listbox][aria-activedescendant]')
  return loaded
}
