import type { Page } from '@playwright/test'
import { codeOf } from '#simulators/teamwork-desk/organisation.ts'
import { customers } from './company.ts'
import type { Company } from './company.ts'
import { test as base } from './company-test.ts'
import { pastePicture, picture } from './picture.ts'
import { details, list, order, row, statusTab, thread, walkTo } from './screen.ts'
import { expect } from './test.ts'
import { visit } from './visit.ts'

const test = base.extend<{ page: Page }>({
  page: async ({ browser, company, contextOptions }, provide) => {
    const signedIn = { ...contextOptions, baseURL: company.url, storageState: company.maya }
    await visit(browser, signedIn, async (page) => {
      await page.goto('/inbox')
      await expect(list(page).getByRole('option')).toHaveCount(4, { timeout: 30_000 })
      await provide(page)
    })
  },
})

test('conversations of four vendors stand in one order, each with where it came from', async ({ page }) => {
  expect(await order(page)).toEqual(Object.values(customers))
  const vendors = ['Kirim.chat', 'WapiKit', 'HighLevel', 'Teamwork Desk']
  for (const [place, name] of Object.values(customers).entries()) {
    await expect(row(page, name)).toContainText(vendors[place] ?? '')
  }
})

test('resolved, each vendor has it that can, and the others’ conversations say that it is kept here', async ({
  page,
  company: { kirim, wapikit, highlevel, desk, ids },
}) => {
  await statusTab(page, 'All').click()
  for (const name of Object.values(customers)) {
    await walkTo(page, name)
    await page.keyboard.press('e')
  }

  await expect.poll(() => kirim.conversation(ids.kirim).status, { timeout: 20_000 }).toBe('resolved')
  await expect.poll(() => statusCode(desk, ids.desk), { timeout: 20_000 }).toBe('solved')
  // As it is built, it says yes and changes nothing.
  await expect.poll(() => asked(wapikit, `/api/conversation/${ids.wapikit}`), { timeout: 20_000 }).toBe(true)
  expect(wapikit.conversation(ids.wapikit)['status']).toBe('Active')
  expect(asked(highlevel, `/conversations/${ids.highlevel}`)).toBe(false)
  await openAndExpect(page, customers.wapikit, /WapiKit did not take this status: it is kept here/)
  await openAndExpect(page, customers.highlevel, /HighLevel has no status: this one is kept here/)
  await row(page, customers.kirim).click()
  await expect(details(page)).not.toContainText(/this status|no status/)

  wapikit.receive({ conversation_id: ids.wapikit, text: 'Masih ada?' })
  highlevel.receive({ conversation_id: ids.highlevel, text: 'Masih ada?' })
  await statusTab(page, 'Open').click()
  await expect(row(page, customers.wapikit)).toBeVisible({ timeout: 30_000 })
  await expect(row(page, customers.highlevel)).toBeVisible({ timeout: 30_000 })
})

test('taken over, each vendor has the agent under its own name for her', async ({
  page,
  company: { kirim, wapikit, highlevel, desk, ids },
}) => {
  for (const name of Object.values(customers)) {
    await walkTo(page, name)
    await page.keyboard.press('i')
    await expect(row(page, name)).toContainText('Assigned to Maya Putri')
  }
  await expect.poll(() => kirim.conversation(ids.kirim).assignee?.name, { timeout: 20_000 }).toBe('Maya Putri')
  await expect
    .poll(() => JSON.stringify(wapikit.conversation(ids.wapikit)['assignedTo'] ?? null), { timeout: 20_000 })
    .toContain('maya@tokojakarta.example')
  await expect.poll(() => highlevel.conversation(ids.highlevel).assignedTo, { timeout: 20_000 }).not.toBeNull()
  await expect.poll(() => desk.ticket(ids.desk).agent, { timeout: 20_000 }).not.toBeNull()
})

test('a star and an unread mark stay on all four, and are at the vendor that has such things', async ({
  page,
  company: { highlevel, ids },
}) => {
  for (const name of Object.values(customers)) {
    await walkTo(page, name)
    await page.keyboard.press('f')
    await expect(row(page, name)).toContainText('Starred')
  }
  await expect.poll(() => highlevel.conversation(ids.highlevel).starred, { timeout: 20_000 }).toBe(true)

  await row(page, customers.highlevel).click()
  await expect.poll(() => highlevel.conversation(ids.highlevel).unread, { timeout: 20_000 }).toBe(0)
  await page.keyboard.press('Escape')
  await walkTo(page, customers.highlevel)
  await page.keyboard.press('Shift+u')
  await expect.poll(() => highlevel.conversation(ids.highlevel).unread, { timeout: 20_000 }).toBe(1)

  await page.reload()
  for (const name of Object.values(customers)) await expect(row(page, name)).toContainText('Starred')
  await row(page, customers.kirim).click()
  await expect(details(page)).toContainText('Kirim.chat has no stars: this one is kept here')
})

test('answers go out at each vendor, once', async ({ page, company: { kirim, wapikit, highlevel, desk } }) => {
  for (const name of Object.values(customers)) {
    await row(page, name).click()
    await thread(page).getByRole('textbox').fill(`Halo ${name}`)
    // Until it is known when the customer wrote, nobody can say whether an answer may go out.
    await expect(thread(page).getByRole('button', { name: /^Send/ })).toBeEnabled({ timeout: 20_000 })
    await page.keyboard.press('ControlOrMeta+Enter')
    const sent = thread(page)
      .getByRole('article')
      .filter({ hasText: `Halo ${name}` })
    await expect(sent).not.toContainText('Waiting to be sent', { timeout: 20_000 })
    await expect(sent).toHaveCount(1)
  }
  const posted = [
    timesAsked(kirim, '/v1/messages'),
    timesAsked(wapikit, '/messages'),
    timesAsked(highlevel, '/conversations/messages'),
    timesAsked(desk, '/messages.json'),
  ]
  expect(posted).toEqual([1, 1, 1, 1])
})

test('a file goes to each vendor that is handed it, and the one that would fetch it says what it lacks', async ({
  page,
  company: { wapikit, highlevel, desk },
}) => {
  const vendors = { wapikit, highlevel, desk } as const
  for (const name of ['wapikit', 'highlevel', 'desk'] as const) {
    await row(page, customers[name]).click()
    const field = thread(page).getByRole('textbox', { name: `Reply to ${customers[name]}` })
    await pastePicture(field, picture(name))
    await field.fill('Ini gambarnya')
    await expect(thread(page).getByRole('button', { name: /^Send/ })).toBeEnabled({ timeout: 20_000 })
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect.poll(() => filesAt(vendors[name]), { timeout: 20_000 }).toEqual([picture(name).toString('latin1')])
    // As the vendor has it from then on.
    await expect(thread(page).getByText('Ini gambarnya')).toHaveCount(1)
    await expect(thread(page).getByText('Waiting to be sent')).toHaveCount(0, { timeout: 20_000 })
    await page.reload()
    await expect(thread(page).getByRole('button', { name: 'Show the photo large' })).toHaveCount(1, { timeout: 20_000 })
  }
  await row(page, customers.kirim).click()
  const attach = thread(page).getByRole('button', { name: 'Attach files' })
  await expect(attach).toHaveAttribute('aria-description', /SIGAP_PUBLIC_URL/)
})

test('while one vendor is down the others go on, the page says which, and what waits for it goes out afterwards', async ({
  page,
  company: { kirim, highlevel, desk, ids },
}) => {
  desk.faults.add({ kind: 'error', status: 503 })
  await walkTo(page, customers.desk)
  await page.keyboard.press('e')
  await walkTo(page, customers.kirim)
  await page.keyboard.press('e')

  await expect.poll(() => kirim.conversation(ids.kirim).status, { timeout: 20_000 }).toBe('resolved')
  highlevel.receive({ conversation_id: ids.highlevel, text: 'Halo, masih di sana?' })
  await expect(row(page, customers.highlevel)).toContainText('Halo, masih di sana?', { timeout: 30_000 })
  await expect(page.getByRole('status').filter({ hasText: 'Teamwork Desk' }).first()).toBeVisible({ timeout: 30_000 })
  expect(statusCode(desk, ids.desk)).toBe('active')

  desk.faults.clear()
  await expect.poll(() => statusCode(desk, ids.desk), { timeout: 40_000 }).toBe('solved')
})

async function openAndExpect(page: Page, name: string, words: RegExp): Promise<void> {
  await row(page, name).click()
  await expect(details(page)).toContainText(words)
}

/** The word that stands for a ticket's status, whose id is another in every site. */
function statusCode({ vendor, ticket }: Company['desk'], id: number): string {
  return codeOf(vendor.store, ticket(id).status.id)
}

/** What a vendor's own store of files holds. */
function filesAt({ vendor: { store } }: { vendor: { store: Company['desk']['vendor']['store'] } }): string[] {
  return store
    .all('select bytes from files where bytes is not null')
    .map(({ bytes }) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('latin1') : ''))
}

type Asked = { log: { entries(): { method: string; path: string }[] } }

const asked = (vendor: Asked, path: string) =>
  vendor.log.entries().some((entry) => entry.method !== 'GET' && entry.path === path)

const timesAsked = (vendor: Asked, end: string) =>
  vendor.log.entries().filter(({ method, path }) => method === 'POST' && path.endsWith(end)).length
