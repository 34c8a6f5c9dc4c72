import { expect, test } from './test.ts'

/** Words of ours that stand on these screens in English; each fills a line of its own there. */
const english = new Set(
  'Open Pending Resolved All Mine Unassigned Assignee Account Search Resolve Reopen Assign Details Contact Phone E-mail None Created Updated Today Yesterday Live Undo Link Settings Profile Agents Language Theme Light Dark Password Owner Agent Active'
    .split(' ')
    .concat('All open', 'Any account', 'WhatsApp account', 'Last message', 'Reply window', 'Up to date', 'Copy link')
    .concat(
      'Keyboard shortcuts',
      'Go to mine',
      'Single-letter keys',
      'Sign out',
      'Add an agent',
      'There is no such page',
    ),
)

test('an Indonesian browser is spoken to in Indonesian, without a word of English of ours', async ({
  browser,
  house,
}) => {
  const storageState = house.people?.maya
  const context = await browser.newContext({
    baseURL: house.url,
    locale: 'id-ID',
    ...(storageState === undefined ? {} : { storageState }),
  })
  const page = await context.newPage()
  const expectNoEnglish = async () => {
    const shown = new Set((await page.locator('body').innerText()).split('\n').map((line) => line.trim()))
    expect([...shown].filter((line) => english.has(line))).toEqual([])
  }
  await page.goto('/inbox?status=open')
  await page.getByRole('option', { name: 'Ana Wijaya' }).click()
  await expect(page.getByRole('main').getByRole('button', { name: 'Selesaikan' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Rincian' }).getByText('Jendela balasan')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'id')
  await expectNoEnglish()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Pintasan papan ketik' })).toBeVisible()
  await expectNoEnglish()
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await expect(page.getByRole('region').getByText('Ana Wijaya').first()).toBeVisible()
  await expectNoEnglish()
  for (const address of ['/settings', '/settings/connections', '/settings/agents', '/no/such/page']) {
    await page.goto(address)
    await expect(page.getByRole('main')).toBeVisible()
    await expectNoEnglish()
  }
  await context.close()
})

test('the language can be chosen, and stays chosen', async ({ maya }) => {
  await maya.goto('/settings')
  await maya.getByText('Bahasa Indonesia').click()
  await expect(maya.getByRole('heading', { name: 'Pengaturan' })).toBeVisible()

  await maya.goto('/inbox')

  await expect(maya.getByRole('listbox', { name: 'Percakapan' })).toBeVisible()
  await expect(maya.getByRole('group', { name: 'Status' }).getByRole('button', { name: /^Terbuka/ })).toBeVisible()
})
