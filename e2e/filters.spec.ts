import type { Page } from '@playwright/test'
import { list, order, row, statusTab } from './screen.ts'
import { expect, test } from './test.ts'

/** A line of one of the filters, once it is open. */
function choice(page: Page, filter: string, name: string) {
  return page.getByRole('listbox', { name: filter }).getByRole('option', { name, exact: true })
}

const search = { name: 'Search name, number, e-mail' }

test('every filter stands in the address, and back and forward walk through them', async ({ maya }) => {
  await statusTab(maya, 'All').click()
  await expect(maya).toHaveURL(/\/inbox\?status=all$/)
  await maya.getByRole('button', { name: 'Assignee: Anyone' }).click()
  await choice(maya, 'Assignee', 'Unassigned').click()
  await expect(maya).toHaveURL(/status=all&assignee=none$/)
  await maya.getByRole('button', { name: 'Account: Any account' }).click()
  await choice(maya, 'Account', '+62 812-9000-4455').click()
  await expect(maya).toHaveURL(/status=all&assignee=none&account=%2B6281290004455$/)
  await expect.poll(() => order(maya)).toEqual(['Joko Susilo'])

  await maya.goBack()
  await expect(maya.getByRole('button', { name: 'Account: Any account' })).toBeVisible()
  await maya.goBack()
  await expect(maya.getByRole('button', { name: 'Assignee: Anyone' })).toBeVisible()
  await maya.goForward()
  await expect(maya.getByRole('button', { name: 'Assignee: Unassigned' })).toBeVisible()
  await expect(list(maya).getByRole('option').first()).toBeVisible()
})

const searches = [
  { typed: 'citra', finds: 'Citra Lestari' },
  { typed: 'LESTARI cit', finds: 'Citra Lestari' },
  { typed: '0811-000-0002', finds: 'Citra Lestari' },
]

for (const { typed, finds } of searches) {
  test(`searching for "${typed}" finds ${finds}`, async ({ maya }) => {
    await maya.getByRole('searchbox', search).fill(typed)

    await expect(maya).toHaveURL(new RegExp(`q=${encodeURIComponent(typed).replaceAll('%20', '(%20|\\+)')}`))
    await expect.poll(() => order(maya)).toEqual([finds])
    await maya.getByRole('button', { name: 'Clear the search' }).click()
    await expect(maya).toHaveURL(/status=open$/)
  })
}

test('a search without an answer says so, and leads out', async ({ maya }) => {
  await maya.getByRole('searchbox', search).fill('nobody of this name')
  await expect(maya.getByText('Nothing matches')).toBeVisible()

  await maya.getByRole('button', { name: 'Clear filters' }).click()

  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
  await expect(maya.getByRole('searchbox', search)).toHaveValue('')
})

test('an address that makes no sense opens the inbox', async ({ maya }) => {
  await maya.goto('/inbox?status=sideways&assignee=%00&account=you&q=citra&what=ever')

  await expect.poll(() => order(maya)).toEqual(['Citra Lestari'])
  await expect(statusTab(maya, 'Open')).toHaveAttribute('aria-pressed', 'true')
})

test('an address that leads nowhere says so, and leads back', async ({ maya }) => {
  await maya.goto('/no/such/page')
  await expect(maya.getByText('There is no such page')).toBeVisible()

  await maya.getByRole('link', { name: 'Go to the inbox' }).click()

  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
})

test('a conversation that is not there says so beside a working list', async ({ maya }) => {
  await maya.goto('/inbox/cnv_00000000000000000000000000?status=open')

  await expect(maya.getByRole('main').getByText('This conversation is not here')).toBeVisible()
  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
})

test('the view that was open last is opened again, without its search', async ({ maya }) => {
  await maya.goto('/inbox?status=resolved&assignee=none&q=a')
  await expect(statusTab(maya, 'Resolved')).toHaveAttribute('aria-pressed', 'true')

  await maya.goto('/')

  await expect(maya).toHaveURL(/\/inbox\?status=resolved&assignee=none$/)
})

test('counts stand beside views and statuses, and follow what is done', async ({ maya }) => {
  const mine = maya.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Mine/ })
  await expect(mine).toHaveAccessibleName('Mine 0 conversations')
  await row(maya, 'Ana Wijaya').click()

  await maya.keyboard.press('i')

  await expect(mine).toHaveAccessibleName('Mine 1 conversation')
  await mine.click()
  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
  await statusTab(maya, 'Resolved').click()
  await expect(row(maya, 'Ana Wijaya')).toBeHidden()
})

test('colleagues can be chosen as a filter', async ({ maya }) => {
  await statusTab(maya, 'All').click()
  await maya.getByRole('button', { name: 'Assignee: Anyone' }).click()
  await choice(maya, 'Assignee', 'Rina Hartati').click()

  await expect(row(maya, 'Done by Rina Hartati')).toBeVisible()
  await expect(row(maya, 'Done by Maya Putri')).toBeHidden()
})
