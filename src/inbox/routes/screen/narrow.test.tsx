import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../page.harness.tsx'

const conversations = () => [makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya' } })]
const phone = async (address: string) => {
  const opened = await openPage(address, { conversations: conversations() })
  await page.viewport(320, 640)
  return opened
}

test('on a phone there is one pane at a time, and a way back', async () => {
  const { address } = await phone('/inbox')
  await page.getByRole('option').click()
  await expect.element(page.getByRole('main', { name: 'Conversation' })).toBeVisible()
  await expect.element(page.getByRole('listbox', { name: 'Conversations' })).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect.element(page.getByRole('listbox', { name: 'Conversations' })).toHaveFocus()
  expect(address()).toBe('/inbox?status=open')
})

test('on a phone the views and the details are drawers', async () => {
  await phone('/inbox/cnv_ana')
  await page.getByRole('button', { name: 'Details' }).click()
  await expect.element(page.getByRole('dialog', { name: 'Details' })).toMatchTextContent('cnv_ana')
  await page.getByRole('dialog').getByRole('button', { name: 'Hide details' }).click()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await page.getByRole('button', { name: 'Views and settings' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pending 0 conversations' }).click()
  await expect.element(page.getByText('Nothing is pending')).toBeVisible()
})

test('on a phone the way back out of a conversation takes its details along', async () => {
  const { back } = await phone('/inbox')
  await page.getByRole('option').click()
  await page.getByRole('button', { name: 'Details' }).click()
  await expect.element(page.getByRole('dialog', { name: 'Details' })).toBeVisible()
  back()
  await page.getByRole('option').click()
  await expect.element(page.getByRole('main', { name: 'Conversation' })).toBeVisible()
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})

test('nothing is wider than a phone', async () => {
  await phone('/inbox/cnv_ana')
  await expect.element(page.getByRole('button', { name: 'Resolve' })).toBeInViewport()
  expect(document.documentElement.scrollWidth).toBe(320)
})

test('on a phone the thread tells how long the customer can be answered', async () => {
  const last_inbound_at = '2026-11-20T09:00:00.000Z'
  const clock = () => Date.parse(last_inbound_at) + 60_000
  await openPage('/inbox/cnv_ana', { clock, conversations: [makeConversation({ id: 'cnv_ana', last_inbound_at })] })
  await page.viewport(360, 640)
  const words = page.getByRole('main').getByText('23 h 59 m to reply')
  const seen = () => words.elements().filter((word) => word.checkVisibility() && word.clientWidth > 60)
  await expect.poll(seen).toHaveLength(1)
})
