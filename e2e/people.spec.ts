import type { Page } from '@playwright/test'
import { maya as mayaPutri, PASSWORD } from './people.ts'
import { list, row, thread, walkTo } from './screen.ts'
import { expect, test, usual } from './test.ts'

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test.describe('in an empty house', () => {
  test.use({ options: { ...usual, admitted: false } })

  test('the first visitor becomes the owner with the code that the start printed', async ({ visitor, house }) => {
    await visitor.goto('/')
    await expect(visitor.getByRole('heading', { name: 'Set up Sigap' })).toBeVisible()
    await visitor.getByLabel('Your name').fill(mayaPutri.name)
    await visitor.getByLabel('E-mail').fill(mayaPutri.email)
    await visitor.getByLabel('Password').fill(PASSWORD)
    await visitor.getByLabel('One-time code').fill('WRNG-CODE-0000')
    await visitor.getByRole('button', { name: 'Create the owner' }).click()
    await expect(visitor.getByRole('alert')).toHaveText('The one-time code is not right. Copy it from the terminal.')

    await visitor.getByLabel('One-time code').fill(house.setupCode ?? '')
    await visitor.getByRole('button', { name: 'Create the owner' }).click()

    await expect(row(visitor, 'Ana Wijaya')).toBeVisible()
    await visitor.getByRole('link', { name: 'Settings' }).click()
    await expect(visitor.getByRole('heading', { name: 'Signed in as Maya Putri' })).toBeVisible()
  })
})

async function makeLink(owner: Page, name: string, email: string): Promise<string> {
  await owner.goto('/settings/agents')
  await owner.getByLabel('Name', { exact: true }).fill(name)
  await owner.getByLabel('E-mail').fill(email)
  await owner.getByRole('button', { name: 'Make an invitation link' }).click()
  return linkFor(owner, name)
}

async function linkFor(owner: Page, name: string): Promise<string> {
  const card = owner.getByRole('status').filter({ hasText: `One-time link for ${name}` })
  return (await card.getByRole('code').textContent()) ?? ''
}

test('an invited agent chooses a password by a link that works once', async ({ maya, visitor }) => {
  const link = await makeLink(maya, 'Sari Dewi', 'sari@tokojakarta.example')
  await visitor.goto(link)
  await expect(visitor.getByRole('heading', { name: 'Welcome, Sari Dewi' })).toBeVisible()
  await visitor.getByLabel('Password').fill('a password of her own')
  await visitor.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(row(visitor, 'Ana Wijaya')).toBeVisible()
  await visitor.goto('/settings/agents')
  await expect(visitor.getByText('Only the owner can manage agents.')).toBeVisible()

  await visitor.goto(link)

  await expect(visitor.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await visitor.getByRole('link', { name: 'Go to sign-in' }).click()
  await expect(visitor.getByRole('heading', { name: 'Sign in to Sigap' })).toBeVisible()
})

test('the owner resets a password, which ends the sessions that were open', async ({ maya, rina, visitor }) => {
  await maya.goto('/settings/agents')
  await maya.getByRole('button', { name: 'Reset password of Rina Hartati' }).click()
  const link = await linkFor(maya, 'Rina Hartati')
  await visitor.goto(link)
  await visitor.getByLabel('Password').fill('another password')
  await visitor.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(row(visitor, 'Ana Wijaya')).toBeVisible()

  await rina.reload()

  await expect(rina.getByRole('heading', { name: 'Sign in to Sigap' })).toBeVisible()
  await signIn(rina, 'rina@tokojakarta.example', PASSWORD)
  await expect(rina.getByRole('alert')).toHaveText(/E-mail or password is wrong/)
  await signIn(rina, 'rina@tokojakarta.example', 'another password')
  await expect(row(rina, 'Ana Wijaya')).toBeVisible()
})

test('everyone changes their own password', async ({ rina, visitor }) => {
  await rina.goto('/settings')
  await rina.getByLabel('Current password').fill('not this one')
  await rina.getByLabel('New password').fill('my third password')
  await rina.getByRole('button', { name: 'Change the password' }).click()
  await expect(rina.getByRole('alert')).toHaveText('The current password is not right.')

  await rina.getByLabel('Current password').fill(PASSWORD)
  await rina.getByLabel('New password').fill('my third password')
  await rina.getByRole('button', { name: 'Change the password' }).click()

  await expect(rina.getByRole('status').filter({ hasText: 'Password changed.' })).toBeVisible()
  await visitor.goto('/sign-in')
  await signIn(visitor, 'rina@tokojakarta.example', 'my third password')
  await expect(row(visitor, 'Ana Wijaya')).toBeVisible()
})

test('whoever is not signed in comes back to where they wanted to go', async ({ visitor, house }) => {
  await visitor.goto(`/inbox/${house.idOf('Budi Santoso')}?status=all`)
  await expect(visitor.getByRole('heading', { name: 'Sign in to Sigap' })).toBeVisible()

  await signIn(visitor, mayaPutri.email, PASSWORD)

  await expect(thread(visitor).getByRole('heading', { name: 'Budi Santoso' })).toBeVisible()
  await expect(visitor).toHaveURL(/\/inbox\/cnv_.*\?status=all$/)
})

test('an address of another site is not where sign-in leads', async ({ visitor, house }) => {
  await visitor.goto('/sign-in?back=//elsewhere.example/')
  await signIn(visitor, mayaPutri.email, PASSWORD)

  await expect(row(visitor, 'Ana Wijaya')).toBeVisible()
  expect(visitor.url().startsWith(house.url)).toBe(true)
})

test('a session that ends in the middle of the work leads to the door, and the act goes out afterwards', async ({
  maya,
  house,
}) => {
  await walkTo(maya, 'Budi Santoso')
  await maya.context().clearCookies()
  await maya.keyboard.press('e')
  await expect(maya.getByRole('heading', { name: 'Sign in to Sigap' })).toBeVisible()

  await signIn(maya, mayaPutri.email, PASSWORD)

  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
  await expect(row(maya, 'Budi Santoso')).toBeHidden()
  await expect
    .poll(() => house.vendor.conversation(house.idOf('Budi Santoso')).status, { timeout: 20_000 })
    .toBe('resolved')
  await walkTo(maya, 'Citra Lestari')
  await maya.keyboard.press('e')
  await expect.poll(() => house.vendor.conversation(house.idOf('Citra Lestari')).status).toBe('resolved')
})

test('signing out leaves nothing behind', async ({ maya }) => {
  await maya.goto('/settings')
  await maya.getByRole('button', { name: 'Sign out' }).click()
  await expect(maya.getByRole('heading', { name: 'Sign in to Sigap' })).toBeVisible()

  await maya.goBack()

  await expect(maya.getByRole('heading', { name: 'Sign in to Sigap' })).toBeVisible()
  await expect(list(maya)).toBeHidden()
})

test('the owner says which agent a vendor’s user is, and the conversations follow', async ({ maya, house }) => {
  await maya.goto('/settings/agents')
  await maya.getByRole('button', { name: 'Agent for Rina Hartati: Rina Hartati' }).click()
  await maya.getByRole('option', { name: 'Maya Putri' }).click()
  await expect(maya.getByRole('button', { name: 'Agent for Rina Hartati: Maya Putri' })).toBeVisible()

  await maya.goto('/inbox?status=resolved&assignee=me')

  await expect(row(maya, 'Done by Rina Hartati')).toContainText('Assigned to Maya Putri')
  expect(house.vendor.log.entries().filter(({ method }) => method === 'PATCH')).toEqual([])
})
