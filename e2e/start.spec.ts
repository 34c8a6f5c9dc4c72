import type { Page } from '@playwright/test'
import type { House } from './house.ts'
import { notices, row, thread } from './screen.ts'
import { expect, test } from './test.ts'

const BUDI = '+6281299998888'
const SHOWN = '+62 812-9999-8888'
const dialog = (page: Page) => page.getByRole('dialog', { name: 'New conversation' })

/** Writes to a number by keys, as it is typed in Indonesia. */
async function start(page: Page, number = '0812-9999-8888'): Promise<void> {
  await page.keyboard.press('c')
  await dialog(page).getByRole('textbox', { name: 'Phone number' }).fill(number)
  await dialog(page)
    .getByRole('button', { name: /^follow_up.*Indonesian/ })
    .click()
  await page.keyboard.press('ControlOrMeta+Enter')
}

/** How many messages of ours the vendor has for Budi, whom nobody knew. */
function held({ vendor }: House): number {
  return vendor.vendor.store.all(
    `select m.id from messages m join conversations c on c.id = m.conversation_id
     join contacts k on k.id = c.contact_id where k.phone_number = ? and m.direction = 'outbound'`,
    BUDI,
  ).length
}

test('a conversation with a new number is started by a template, and stands on every screen', async ({
  maya,
  rina,
  house,
}) => {
  await row(maya, 'Ana Wijaya').waitFor()
  await start(maya)
  await expect(dialog(maya)).toBeHidden()
  await expect(row(rina, SHOWN)).toBeVisible({ timeout: 20_000 })
  await notices(maya).getByRole('button', { name: 'Open' }).click()
  await expect(thread(maya).getByText('Halo, apakah masih ada yang bisa kami bantu?')).toBeVisible()
  await expect(thread(maya).getByText(/^(Sent|Delivered|Read)$/)).toBeAttached({ timeout: 20_000 })
  await row(rina, SHOWN).click()
  await expect(thread(rina).getByText('Maya Putri', { exact: true })).toBeVisible()
  expect(held(house)).toBe(1)

  await start(rina, BUDI)
  await expect(dialog(rina).getByRole('alert')).toContainText(`${SHOWN} already writes with us`)
  expect(held(house)).toBe(1)
})

test('a first message whose answer was lost goes out once, also when the gateway is killed meanwhile', async ({
  maya,
  house,
}) => {
  await row(maya, 'Ana Wijaya').waitFor()
  house.vendor.faults.add({ kind: 'drop', when: 'after', times: 2, method: 'POST', path: '/messages' })
  await start(maya)
  await expect(notices(maya).getByText(`Template to ${SHOWN} is on its way`)).toBeVisible()
  await expect.poll(() => held(house)).toBe(1)
  await house.killAndRestart()
  await maya.reload()
  await expect(row(maya, SHOWN)).toBeVisible({ timeout: 30_000 })
  await row(maya, SHOWN).click()
  await expect(thread(maya).getByText(/^(Sent|Delivered|Read)$/)).toBeAttached({ timeout: 30_000 })
  expect(held(house)).toBe(1)
})

test('a refusal is told with its reason, and what is tried again arrives once', async ({ maya, house }) => {
  await row(maya, 'Ana Wijaya').waitFor()
  const code = 'whatsapp_number_not_verified'
  house.vendor.faults.add({ kind: 'error', status: 422, code, times: 1, method: 'POST', path: '/messages' })
  await start(maya)
  await notices(maya).getByRole('button', { name: 'See why' }).click()
  const line = dialog(maya).getByRole('list', { name: 'Started by you' }).getByRole('listitem')
  await expect(line).toContainText('not connected')
  await line.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => held(house), { timeout: 15_000 }).toBe(1)
  await expect(line).toBeHidden({ timeout: 15_000 })
})
