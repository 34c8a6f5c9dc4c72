import type { Page } from '@playwright/test'
import { list, row, thread } from './screen.ts'
import { expect, test } from './test.ts'

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(beyond).toBe(0)
}

for (const width of [390, 320]) {
  test.describe(`on a screen ${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 740 }, contextOptions: { viewport: { width, height: 740 } } })

    test('there is one pane at a time, and a way back', async ({ maya }) => {
      await expect(row(maya, 'Ana Wijaya')).toBeVisible()
      await expect(thread(maya)).toBeHidden()
      await expectNoSidewaysScroll(maya)

      await row(maya, 'Ana Wijaya').click()

      await expect(thread(maya).getByRole('heading', { name: 'Ana Wijaya' })).toBeVisible()
      await expect(list(maya)).toBeHidden()
      await expectNoSidewaysScroll(maya)
      await thread(maya).getByRole('button', { name: 'Back to the list' }).click()
      await expect(row(maya, 'Ana Wijaya')).toBeVisible()
      await expect(list(maya)).toBeFocused()
    })

    test('the details come in a drawer, and can be changed there', async ({ maya }) => {
      await row(maya, 'Ana Wijaya').click()
      await thread(maya).getByRole('button', { name: 'Details' }).click()
      const drawer = maya.getByRole('dialog', { name: 'Details' })
      await expect(drawer.getByRole('button', { name: 'Status: Open' })).toBeVisible()
      await expectNoSidewaysScroll(maya)

      await drawer.getByRole('button', { name: 'Assignee: Unassigned' }).click()
      await maya.getByRole('listbox', { name: 'Assignee' }).getByRole('option', { name: 'Rina Hartati' }).click()

      await expect(drawer.getByRole('button', { name: 'Assignee: Rina Hartati' })).toBeVisible()
      await maya.keyboard.press('Escape')
      await expect(drawer).toBeHidden()
      await expect(thread(maya).getByRole('heading', { name: 'Ana Wijaya' })).toBeVisible()
    })

    test('views, settings and the way to them fit', async ({ maya }) => {
      await maya.getByRole('button', { name: 'Views and settings' }).click()
      const drawer = maya.getByRole('dialog', { name: 'Views and settings' })
      await drawer.getByRole('button', { name: /^Unassigned/ }).click()
      await expect(maya).toHaveURL(/assignee=none$/)
      await expect(drawer).toBeHidden()
      await expectNoSidewaysScroll(maya)
      for (const page of ['/settings', '/settings/agents', '/sign-in']) {
        await maya.goto(page)
        await expect(maya.getByRole('heading', { level: 1 })).toBeVisible()
        await expectNoSidewaysScroll(maya)
      }
    })

    test('resolving from the thread goes on to the next conversation', async ({ maya }) => {
      await row(maya, 'Ana Wijaya').click()
      await thread(maya).getByRole('button', { name: 'Resolve' }).click()

      await expect(thread(maya).getByRole('heading', { name: 'Budi Santoso' })).toBeVisible()
      await maya.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click()
      await thread(maya).getByRole('button', { name: 'Back to the list' }).click()
      await expect(row(maya, 'Ana Wijaya')).toBeVisible()
    })
  })
}
