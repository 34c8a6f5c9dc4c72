import type { Page, Response } from '@playwright/test'
import { list, notices, row, thread, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

const unread = /1 unread message/

/** Opens somebody's conversation with the messages that the customer wrote. */
async function read(page: Page, name: string, text: string): Promise<void> {
  await row(page, name).click()
  await expect(thread(page).getByRole('log')).toContainText(text)
}

function isMarking(response: Response): boolean {
  return response.request().postData()?.includes('"unread_count":1') === true
}

test('what one agent reads is read for both, until it is marked or the customer writes again', async ({
  maya,
  rina,
  house,
}) => {
  const pages = [maya, rina]
  for (const page of pages) {
    await expect(row(page, 'Budi Santoso')).toContainText(unread)
    await expect(page).toHaveTitle('(10) Sigap')
  }

  await read(maya, 'Budi Santoso', 'Sudah saya transfer')
  for (const page of pages) {
    await expect(row(page, 'Budi Santoso')).not.toContainText(unread)
    await expect(page).toHaveTitle('(9) Sigap')
  }

  await maya.keyboard.press('Shift+u')
  await expect(notices(maya)).toContainText('Marked Budi Santoso unread')
  for (const page of pages) {
    await expect(row(page, 'Budi Santoso')).toContainText(unread)
    await expect(page).toHaveTitle('(10) Sigap')
  }

  // Two seconds of Maya's page go by while the thread stands open: another conversation is read in Rina's as the clock.
  await read(rina, 'Citra Lestari', 'Ada warna biru?')
  await expect(row(rina, 'Citra Lestari')).not.toContainText(unread)
  await expect(row(maya, 'Budi Santoso')).toContainText(unread)

  await maya.keyboard.press('z')
  for (const page of pages) await expect(row(page, 'Budi Santoso')).not.toContainText(unread)
  await maya.keyboard.press('Escape')
  await expect(thread(maya).getByRole('log')).toBeHidden()

  house.vendor.receive({ conversation_id: house.idOf('Budi Santoso'), text: 'Sudah dicek?' })
  // The vendor was never told of the reading and counts two.
  for (const page of pages) await expect(row(page, 'Budi Santoso')).toContainText(unread)
  expect(house.vendor.conversation(house.idOf('Budi Santoso')).unread_count).toBe(2)
  expect(house.vendor.log.entries().filter(({ method }) => method === 'PATCH')).toEqual([])
})

test('what is read, and what is marked unread, is so after a reload and a restart', async ({ maya, house }) => {
  await read(maya, 'Dimas Nugroho', 'Is this still in stock?')
  await expect(row(maya, 'Dimas Nugroho')).not.toContainText(unread)
  await read(maya, 'Eka Pratama', 'Resi belum bisa dilacak')
  await expect(row(maya, 'Eka Pratama')).not.toContainText(unread)
  // The page shows it at once; what the gateway has not answered yet would go with the page.
  const kept = maya.waitForResponse((response) => isMarking(response) && response.ok())
  await maya.keyboard.press('Shift+u')
  await maya.keyboard.press('Escape')
  await expect(maya).toHaveTitle('(9) Sigap')
  await kept

  await house.killAndRestart()
  await maya.goto('/inbox')

  await expect(row(maya, 'Eka Pratama')).toContainText(unread)
  await expect(row(maya, 'Dimas Nugroho')).not.toContainText(unread)
  await expect(maya).toHaveTitle('(9) Sigap')
})

test('whom the keys only pass by stays unread; whom they stay with is read', async ({ maya }) => {
  await walkTo(maya, 'Ana Wijaya')
  await maya.keyboard.press('Enter')
  for (const _ of ['Budi Santoso', 'Citra Lestari']) await maya.keyboard.press('j')
  await expect(row(maya, 'Citra Lestari')).not.toContainText(unread)
  await expect(row(maya, 'Ana Wijaya')).toContainText(unread)
  await expect(row(maya, 'Budi Santoso')).toContainText(unread)
})

test('a message to the open conversation is read after a second, while the agent is at the page', async ({
  maya,
  house,
}) => {
  await read(maya, 'Fitri Handayani', 'Boleh tukar ukuran?')
  await expect(row(maya, 'Fitri Handayani')).not.toContainText(unread)

  house.vendor.receive({ conversation_id: house.idOf('Fitri Handayani'), text: 'Ukuran L' })

  await expect(thread(maya).getByRole('log')).toContainText('Ukuran L')
  await expect(row(maya, 'Fitri Handayani')).not.toContainText(unread)
  await expect(maya).toHaveTitle('(9) Sigap')
})

test('selected rows are marked unread together', async ({ maya }) => {
  for (const [name, text] of [
    ['Gilang Ramadhan', 'Terima kasih banyak'],
    ['Hana Kartika', 'Can I pay on delivery?'],
  ] as const) {
    await read(maya, name, text)
    await expect(row(maya, name)).not.toContainText(unread)
  }
  await maya.keyboard.press('Escape')
  await walkTo(maya, 'Gilang Ramadhan')
  await maya.keyboard.press('x')
  await maya.keyboard.press('Shift+j')

  await maya.keyboard.press('Shift+u')

  await expect(notices(maya)).toContainText('Marked 2 conversations unread')
  await expect(list(maya).getByRole('option', { name: unread })).toHaveCount(10)
})
