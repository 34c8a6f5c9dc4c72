import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from '@playwright/test'
import { makeDataDirectory } from './data-directory.ts'
import { startGateway } from './gateway-process.ts'
import { list, size, statusTab, thread } from './screen.ts'
import { expect, test as base } from './test.ts'

type Demo = {
  page: Page
  url: string
  restart: () => Promise<void>
  /** How many messages with these words the vendor holds. */
  heldByVendor: (text: string) => number
}

/** A gateway that nobody configured, and a browser at its door. */
const test = base.extend<{ demo: Demo }>({
  demo: async ({ page }, provide) => {
    const data = await makeDataDirectory()
    let gateway = await startGateway({ PORT: '0', SIGAP_DATA: data.path }, [])
    const { url } = gateway
    const restart = async () => {
      await gateway.stop()
      gateway = await startGateway({ PORT: new URL(url).port, SIGAP_DATA: data.path }, [])
    }
    await page.goto(url)
    const heldByVendor = (text: string) => countMessages(path.join(data.path, 'simulators', 'kirim.sqlite'), text)
    await provide({ page, url, restart, heldByVendor })
    await gateway.kill()
    await data.remove()
  },
})

function countMessages(file: string, text: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  const found = database.prepare('select id from messages where instr(content, ?) > 0').all(text)
  database.close()
  return found.length
}

test('one click leads from nothing to an inbox of two thousand conversations', async ({ demo: { page } }) => {
  await expect(page.getByRole('heading', { name: 'Try the demo' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try the demo as Rina Hartati' })).toBeVisible()

  await page.getByRole('button', { name: 'Try the demo as Maya Putri' }).click()

  await expect(page.getByText('This is demo data. Connect real accounts:')).toBeVisible()
  await expect(list(page).getByRole('option').first()).toBeVisible()
  await page.getByRole('button', { name: 'Hide this notice' }).click()
  await expect(page.getByText('This is demo data.')).toBeHidden()
})

test('all two thousand can be reached by scrolling, and never more than eighty rows are drawn', async ({
  demo: { page },
}) => {
  await page.getByRole('button', { name: 'Try the demo as Rina Hartati' }).click()
  await statusTab(page, 'All').click()
  await expect.poll(async () => size(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(2000)

  const { ids, most } = await list(page).evaluate(scrollToTheEnd)

  expect(ids).toBeGreaterThanOrEqual(2000)
  expect(ids).toBeGreaterThanOrEqual((await size(page)) - 1)
  expect(most).toBeLessThanOrEqual(80)
  await expect(page.getByText(/^That is all/)).toBeInViewport()
})

/** Scrolls the box around a list down to its end, screen by screen; answers how many rows it saw, and how many at most at once. */
async function scrollToTheEnd(list: HTMLElement | SVGElement): Promise<{ ids: number; most: number }> {
  const box = list.parentElement
  if (box === null) throw new Error('The list stands in no box.')
  const rowsNow = () => [...list.querySelectorAll<HTMLElement>('[data-conversation-id]')]
  const ids = new Set<string>()
  let most = 0
  const look = () => {
    const rows = rowsNow()
    most = Math.max(most, rows.length)
    for (const row of rows) ids.add(row.dataset['conversationId'] ?? '')
  }
  look()
  new MutationObserver(look).observe(list, { subtree: true, childList: true, attributes: true })
  const isDrawn = () => {
    const lowest = Math.max(...rowsNow().map((row) => row.getBoundingClientRect().bottom))
    return lowest >= Math.min(box.getBoundingClientRect().bottom, list.getBoundingClientRect().bottom) - 1
  }
  const isAtEnd = () => box.scrollTop + box.clientHeight >= box.scrollHeight - 1 && /That is all/.test(box.textContent)
  while (!isDrawn() || !isAtEnd()) {
    if (isDrawn()) box.scrollBy(0, box.clientHeight)
    await new Promise(requestAnimationFrame)
  }
  look()
  return { ids: ids.size, most }
}

test('while the vendor loses its answers, one of ours is checked, and then it turns out to be sent, once', async ({
  demo: { page, heldByVendor },
}) => {
  await page.getByRole('button', { name: 'Try the demo as Maya Putri' }).click()
  await page.getByRole('button', { name: 'Vendor faults' }).click()
  await page.getByRole('dialog').getByText('Kirim.chat').click()
  await expect(page.getByRole('radio', { name: 'Kirim.chat' })).toBeChecked()
  await page.getByRole('switch', { name: 'Losing answers' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Kirim.chat loses its answers.')).toBeVisible()

  await page.getByRole('region', { name: 'Accounts' }).getByText('Kirim.chat').click()
  await expect(page).toHaveURL(/connection=con_kirim/)
  // The customers on top are writing just now: what comes in between would be news, and hold the answer back.
  await list(page).getByRole('option').nth(6).click()
  await expect(thread(page).getByRole('article').first()).toBeVisible()
  await thread(page).getByRole('textbox').fill('Sekali saja.')
  await page.keyboard.press('ControlOrMeta+Enter')
  const message = thread(page).getByRole('article').filter({ hasText: 'Sekali saja.' })
  await expect(message).toContainText('Sent, but not confirmed. Checking.')
  await expect.poll(() => heldByVendor('Sekali saja.')).toBe(1)

  await page.getByRole('button', { name: 'Switch off' }).click()
  await expect(message).toContainText(/Accepted by the vendor|Sent$|Delivered|Read/, { timeout: 30_000 })
  await expect(message).toHaveCount(1)
  expect(heldByVendor('Sekali saja.')).toBe(1)
  await expect(page.getByText('This is demo data.')).toBeVisible()
})

test('the demo keeps what was done in it over a restart', async ({ demo }) => {
  const { page } = demo
  await page.getByRole('button', { name: 'Try the demo as Maya Putri' }).click()
  const first = list(page).getByRole('option').first()
  const id = await first.getAttribute('data-conversation-id')
  await first.click()
  const thread = page.getByRole('main', { name: 'Conversation' })
  // Being open for a second is a PATCH of its own.
  const answered = page.waitForResponse(
    (response) => response.request().postData()?.includes('resolved') === true && response.ok(),
  )
  await thread.getByRole('button', { name: 'Resolve' }).click()
  await answered

  await demo.restart()

  await page.goto(`${demo.url}/inbox/${id}?status=all`)
  await expect(thread.getByRole('button', { name: 'Reopen' })).toBeVisible()
})
