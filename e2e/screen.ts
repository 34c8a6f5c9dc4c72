import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** The list of conversations. */
export function list(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Conversations' })
}

/** Somebody's row in the list. */
export function row(page: Page, name: string): Locator {
  return list(page).getByRole('option', { name })
}

export function thread(page: Page): Locator {
  return page.getByRole('main', { name: 'Conversation' })
}

export function details(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Details' })
}

/** Short notices in the corner. */
export function notices(page: Page): Locator {
  return page.getByRole('region', { name: 'Notices' })
}

/** One of the statuses in the filter bar. */
export function statusTab(page: Page, name: 'Open' | 'Pending' | 'Resolved' | 'All'): Locator {
  return page.getByRole('group', { name: 'Status' }).getByRole('button', { name: new RegExp(`^${name}`) })
}

/** The names in the list from top to bottom, as far as they are drawn. */
export async function order(page: Page): Promise<string[]> {
  const drawn = await list(page)
    .getByRole('option')
    .evaluateAll((options) =>
      options.map((option) => ({
        place: Number(option.getAttribute('aria-posinset')),
        name: option.querySelector('bdi')?.textContent ?? '',
      })),
    )
  return drawn.sort((a, b) => a.place - b.place).map(({ name }) => name)
}

/** How many conversations the list says that it has. */
export async function size(page: Page): Promise<number> {
  return Number(await list(page).getByRole('option').first().getAttribute('aria-setsize'))
}

/** Expects one row to be the active one, which the keys act on. */
export async function expectActive(page: Page, name: string): Promise<void> {
  const id = await row(page, name).getAttribute('id')
  await expect(list(page)).toHaveAttribute('aria-activedescendant', id ?? 'nobody')
}

/** Makes somebody's row the active one without opening it: by keys, from wherever the active row is. */
export async function walkTo(page: Page, name: string): Promise<void> {
  await expect(row(page, name)).toBeVisible()
  await list(page).focus()
  const goal = await placeOf(row(page, name))
  for (let at = await placeOfActive(page); at !== goal; at = await placeOfActive(page)) {
    await page.keyboard.press(at < goal ? 'j' : 'k')
  }
}

async function placeOfActive(page: Page): Promise<number> {
  const id = await list(page).getAttribute('aria-activedescendant')
  return id === null ? 0 : placeOf(page.locator(`[id="${id}"]`))
}

async function placeOf(option: Locator): Promise<number> {
  return Number(await option.getAttribute('aria-posinset'))
}

/** Types into the palette that the last key opened, and takes the line that is lit. */
export async function chooseInPalette(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}
