import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { makeCannedReply } from '#mocks/builders/canned-reply.ts'
import { openPage } from '../routes/page.harness.tsx'

const shortcut = page.getByRole('textbox', { name: 'Shortcut' })
const text = page.getByRole('textbox', { name: 'Text' })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const salam = () => makeCannedReply({ shortcut: 'salam', text: 'Halo {{customer.first_name}}' })

test('a reply is added, changed and deleted, and a deletion can be undone', async () => {
  const { gateway } = await openPage('/settings/replies')
  await expect.element(page.getByText('None yet. Keep here what the team writes every day.')).toBeVisible()
  await button('Add a canned reply').click()
  await expect.element(shortcut).toHaveFocus()
  await userEvent.type(shortcut, '/Salam')
  await userEvent.type(text, 'Halo Kak')
  await button('Save').click()
  await expect.element(page.getByText('/salam')).toBeVisible()

  await button('Edit /salam').click()
  await userEvent.fill(text, 'Halo juga')
  await button('Save').click()
  await expect.element(button('Edit /salam')).toHaveFocus()
  await expect.element(page.getByText('Halo juga')).toBeVisible()
  expect(gateway.cannedReplies.map((reply) => [reply.shortcut, reply.text])).toEqual([['salam', 'Halo juga']])

  await button('Delete /salam').click()
  await expect.element(page.getByText('/salam was deleted.')).toBeVisible()
  expect(gateway.cannedReplies).toEqual([])
  await expect.element(button('Undo')).toHaveFocus()
  await button('Undo').click()
  await expect.element(page.getByText('Halo juga')).toBeVisible()
  expect(gateway.cannedReplies).toHaveLength(1)
  await expect.element(button('Add a canned reply')).toHaveFocus()
})

test('a shortcut that is taken, one of two words and an unknown variable are told before anything is lost', async () => {
  await openPage('/settings/replies', { cannedReplies: [salam()] })
  await button('Add a canned reply').click()
  await userEvent.type(shortcut, 'dua kata')
  await expect.element(page.getByText('One word of letters, digits, - and _, at most 32.')).toBeVisible()
  await userEvent.fill(shortcut, 'salam')
  await userEvent.fill(text, 'Halo {{nmae}}')
  await expect.element(page.getByText('Nothing is known of {{nmae}}. Take it out.')).toBeVisible()
  await expect.element(button('Save')).toBeDisabled()
  await userEvent.fill(text, 'Halo')
  await button('Save').click()
  await expect.element(page.getByText('Another reply has this shortcut. Choose another one.')).toBeVisible()
  await expect.element(text).toHaveValue('Halo')
})
