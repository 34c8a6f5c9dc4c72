import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { makeAgent } from '#mocks/builders/agent.ts'
import { MOCK_PASSWORD, MOCK_TOKEN } from '#mocks/gateway/people-handlers.ts'
import { openPage } from '../routes/page.harness.tsx'

const owner = { agent: makeAgent({ id: 'agt_me', name: 'Maya Putri', role: 'owner', email: 'maya@example.com' }) }

afterEach(() => {
  delete document.documentElement.dataset['theme']
  delete document.documentElement.dataset['density']
})

test('the page speaks Bahasa Indonesia as soon as it is chosen', async () => {
  await openPage('/settings')
  await page.getByText('Bahasa Indonesia').click()
  await expect.element(page.getByRole('heading', { name: 'Pengaturan', level: 1 })).toBeVisible()
  await expect.poll(() => document.documentElement.lang).toBe('id')
})

test('a chosen theme wins over the system, and rows become compact', async () => {
  await openPage('/settings')
  await page.getByText('Dark').click()
  await page.getByText('Compact').click()
  expect(document.documentElement.dataset).toMatchObject({ theme: 'dark', density: 'compact' })
})

test('everyone changes their own password', async () => {
  await openPage('/settings')
  await page.getByLabelText('Current password').fill('not this one')
  await page.getByLabelText('New password').fill('a whole new password')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('The current password is not right.')
  await page.getByLabelText('Current password').fill(MOCK_PASSWORD)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect.element(page.getByText('Password changed. Other sessions were ended.')).toBeVisible()
})

test('the owner adds an agent with a link that is shown once', async () => {
  await openPage('/settings/agents', { me: owner })
  await page.getByLabelText('Name').fill('Budi')
  await page.getByLabelText('E-mail').fill('budi@example.com')
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  await expect.element(page.getByText(`https://sigap.example/link/${MOCK_TOKEN}`)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Copy the link' })).toBeVisible()
  await expect.element(page.getByRole('listitem').filter({ hasText: 'budi@example.com' })).toMatchTextContent('Invited')
  await expect.element(page.getByRole('button', { name: 'Make an invitation link' })).toHaveFocus()
  await expect.element(page.getByLabelText('Name')).toHaveValue('')
})

test('roles stand below each other, whatever can be done about an agent, and each says where they stand', async () => {
  const seen = makeAgent({ name: 'Dewi', email: null, state: 'known' })
  await openPage('/settings/agents', {
    me: owner,
    agents: [seen, makeAgent({ name: 'Rina', email: 'rina@example.com' })],
  })
  await expect.element(page.getByText('Seen at a vendor', { exact: true })).toBeVisible()
  await expect.element(page.getByText('Active · rina@example.com')).toBeVisible()
  const lefts = page
    .getByRole('button', { name: /^Role of/ })
    .elements()
    .map((one) => one.getBoundingClientRect().left)
  expect(lefts).toHaveLength(3)
  expect(new Set(lefts).size).toBe(1)
})

test("the owner says which agent a vendor's user is", async () => {
  await openPage('/settings/agents', { me: owner })
  await page.getByRole('button', { name: 'Agent for Rina H.: Rina Hartati' }).click()
  await page.getByRole('option', { name: 'Maya Putri' }).click()
  await expect.element(page.getByRole('button', { name: 'Agent for Rina H.: Maya Putri' })).toBeVisible()
})

test('whoever is not the owner is told whom to ask', async () => {
  await openPage('/settings/agents')
  await expect.element(page.getByText('Only the owner can manage agents.')).toBeVisible()
})

test('a long page scrolls once, and not on into nothing', async () => {
  const agents = Array.from({ length: 30 }, (_, at) => makeAgent({ id: `agt_${at}`, name: `Agent ${at}` }))
  await openPage('/settings/agents', { me: owner, agents })
  await expect.element(page.getByText('Agent 29').first()).toBeInTheDocument()
  expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(globalThis.innerHeight)
})
