import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Connection } from '#contract/connection.ts'
import { makeAgent } from '#mocks/builders/agent.ts'
import { makeConnection } from '#mocks/builders/connection.ts'
import { openPage } from '../page.harness.tsx'

const problem = { code: 'vendor_unreachable', message: 'No answer.', since: '2026-11-20T09:00:00.000Z' }
const vendors = ['kirim', 'wapikit', 'highlevel', 'teamwork-desk'] as const

/** Four accounts, some of them in trouble. */
const accounts = (states: Partial<Record<(typeof vendors)[number], Connection['state']>>) =>
  vendors.map((vendor, at) => {
    const state = states[vendor] ?? 'ok'
    const trouble = state === 'down' || state === 'refused' ? { problem } : {}
    return makeConnection({ id: `con_${vendor}`, vendor, name: `Shop ${at + 1}`, state, ...trouble })
  })
const banner = () => page.getByRole('banner')
const height = () => banner().element().getBoundingClientRect().height

test('however many accounts are in trouble, one line names them, and nothing moves when another joins', async () => {
  const { gateway } = await openPage('/inbox', { connections: accounts({ kirim: 'down' }) })
  await expect.element(page.getByText('Live', { exact: true })).toBeVisible()
  await page.viewport(390, 700)
  await expect.element(banner()).toMatchTextContent('Shop 1 · Kirim.chat cannot be reached (vendor_unreachable).')
  const before = height()
  const all = accounts({ kirim: 'down', wapikit: 'refused', highlevel: 'down', 'teamwork-desk': 'paused' })
  gateway.live.send({ type: 'connections', connections: all })
  await expect
    .element(banner())
    .toMatchTextContent(
      'Key refused: Shop 2. Cannot be reached: Shop 1 and Shop 3. Paused: Shop 4. You can go on working: what you do is kept.',
    )
  expect(height()).toBe(before)
  expect(document.documentElement.scrollWidth).toBe(390)
})

test('behind the line stands what is wrong with each and what to do, also when it ends meanwhile', async () => {
  const { gateway } = await openPage('/inbox', {
    connections: accounts({ kirim: 'down', wapikit: 'refused' }),
    me: { agent: makeAgent({ role: 'owner' }) },
  })
  await expect.element(page.getByText('Live', { exact: true })).toBeVisible()
  await banner().getByRole('button', { name: 'More' }).click()
  const dialog = page.getByRole('dialog', { name: 'How the accounts are doing' })
  await expect.element(dialog.getByText(/Shop 1 · Kirim\.chat cannot be reached/)).toBeVisible()
  await expect.element(dialog.getByText(/ask the owner to enter a new key in Settings → Connections/)).toBeVisible()
  expect(dialog.getByRole('listitem').elements()).toHaveLength(2)
  await expect.element(dialog.getByRole('link', { name: 'Manage connections' })).toBeVisible()
  gateway.live.send({ type: 'connections', connections: accounts({}) })
  await expect.element(dialog.getByText('All accounts work again.')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
})

test('whoever may not manage connections is not sent there', async () => {
  await openPage('/inbox', { connections: accounts({ kirim: 'down' }) })
  await banner().getByRole('button', { name: 'More' }).click()
  await expect.element(page.getByRole('dialog').getByRole('listitem')).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Manage connections' })).not.toBeInTheDocument()
})

test('accounts of one name are told apart by their vendors', async () => {
  const shop = { name: 'Toko', state: 'down' as const, problem }
  const connections = [
    makeConnection({ id: 'con_a', ...shop }),
    makeConnection({ id: 'con_b', vendor: 'other', vendor_name: 'OtherDesk', ...shop }),
  ]
  await openPage('/inbox', { connections })
  await expect.element(banner()).toMatchTextContent('Cannot be reached: Kirim.chat and OtherDesk.')
  const side = page.getByRole('region', { name: 'Accounts' })
  await expect.element(side.getByRole('button', { name: /OtherDesk/ })).toBeVisible()
})
