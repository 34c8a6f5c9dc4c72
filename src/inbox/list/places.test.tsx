import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { makeConnection } from '#mocks/builders/connection.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../routes/page.harness.tsx'

const shop = { id: 'con_shop', vendor: 'kirim', name: 'Toko Jakarta' }
const crm = { id: 'con_crm', vendor: 'highlevel', vendor_name: 'HighLevel', name: 'CRM' }
const desk = { id: 'con_desk', vendor: 'teamwork-desk', vendor_name: 'Teamwork Desk', name: 'Help desk' }
const ana = () => makeConversation({ contact: { name: 'Ana' }, connection: shop })
const budi = () => makeConversation({ contact: { name: 'Budi' }, connection: crm, channel: 'sms' })
const citra = () => makeConversation({ contact: { name: 'Citra' }, connection: desk, channel: 'email' })
const row = (name: string) => page.getByRole('option', { name: new RegExp(`^${name} `) })

const down = { code: 'vendor_unreachable', message: 'No answer.', since: '2026-11-20T09:00:00.000Z' }

test('with several vendors a row says by which channel and vendor it came, and is no higher for it', async () => {
  await openPage('/inbox', {
    conversations: [ana(), budi(), citra()],
    connections: [makeConnection(shop), makeConnection(crm), makeConnection(desk)],
  })
  await expect.element(row('Ana')).toHaveAccessibleName(/WhatsApp · Toko Jakarta · Kirim\.chat/)
  await expect.element(row('Budi')).toHaveAccessibleName(/SMS · CRM · HighLevel/)
  await expect.element(row('Citra')).toHaveAccessibleName(/E-mail · Help desk · Teamwork Desk/)
  await expect.element(row('Citra').getByText('Teamwork Desk', { exact: true })).toBeVisible()
  expect(row('Citra').element().getBoundingClientRect().height).toBe(60)
})

test('two connections of one vendor are told apart by their own names', async () => {
  const other = { id: 'con_2', vendor: 'kirim', name: 'Toko Bandung' }
  await openPage('/inbox', {
    conversations: [ana(), makeConversation({ contact: { name: 'Dewi' }, connection: other })],
    connections: [makeConnection(shop), makeConnection(other)],
  })
  await expect.element(row('Dewi').getByText('Toko Bandung', { exact: true })).toBeVisible()
  await expect.element(row('Ana').getByText('Toko Jakarta', { exact: true })).toBeVisible()
})

test('of a vendor that is down its own rows are marked, the others are as they were, and the banner says which and what to do', async () => {
  await openPage('/inbox', {
    conversations: [ana(), budi()],
    connections: [makeConnection(shop), makeConnection({ ...crm, state: 'down', problem: down, backlog: 2 })],
  })
  await expect.element(row('Budi')).toHaveAccessibleName(/CRM cannot be reached/)
  await expect.element(row('Ana')).not.toHaveAccessibleName(/cannot be reached/)
  const banner = page.getByRole('banner')
  await expect.element(banner).toMatchTextContent('CRM · HighLevel cannot be reached (vendor_unreachable).')
  await expect.element(banner).toMatchTextContent('2 changes wait to be sent. The other accounts work.')
})

test('a vendor that refuses the key is named, with who can mend it', async () => {
  await openPage('/inbox', {
    conversations: [ana(), budi()],
    connections: [makeConnection(shop), makeConnection({ ...crm, state: 'refused', problem: down })],
  })
  await expect.element(row('Budi')).toHaveAccessibleName(/CRM does not accept its key/)
  await expect.element(page.getByRole('banner')).toMatchTextContent('Settings → Connections')
})

test('of vendors that are all down none is said to work', async () => {
  const isDown = { state: 'down' as const, problem: down }
  await openPage('/inbox', {
    conversations: [ana(), budi()],
    connections: [makeConnection({ ...shop, ...isDown }), makeConnection({ ...crm, ...isDown })],
  })
  const banner = page.getByRole('banner')
  await expect.element(banner).toMatchTextContent('Cannot be reached: Toko Jakarta and CRM.')
  await expect.element(banner).not.toMatchTextContent('The other accounts work.')
})
