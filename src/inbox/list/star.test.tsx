import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../routes/page.harness.tsx'

const rows = () => [
  makeConversation({ id: 'cnv_ana', contact: { name: 'Ana' } }),
  makeConversation({ id: 'cnv_budi', contact: { name: 'Budi' } }),
]
const row = (name: string) => page.getByRole('option', { name: new RegExp(`^${name} `) })
const starOf = (name: string) => row(name).getByText('Starred', { exact: true })

test('F stars the conversation in the same frame, tells so, and Z takes it back', async () => {
  const { gateway } = await openPage('/inbox', { conversations: rows() })
  const release = gateway.faults.hold(endpoints.patchConversation)
  await expect.element(row('Ana')).toBeVisible()
  await userEvent.keyboard('jf')
  await expect.element(starOf('Ana')).toBeInTheDocument()
  await expect.element(page.getByRole('region', { name: 'Notices' })).toMatchTextContent('Starred Ana')
  await userEvent.keyboard('z')
  await expect.element(starOf('Ana')).not.toBeInTheDocument()
  release()
  await expect.poll(() => gateway.model.events().length).toBe(2)
  expect(gateway.model.get('cnv_ana').starred).toBe(false)
})

test('the star of a row and that of the thread are one, for the whole team', async () => {
  const { gateway } = await openPage('/inbox/cnv_budi', { conversations: rows() })
  await page.getByRole('main').getByRole('button', { name: 'Star', exact: true }).click()
  await expect.element(starOf('Budi')).toBeInTheDocument()
  await expect.poll(() => gateway.model.get('cnv_budi').starred).toBe(true)
  gateway.model.edit('cnv_budi', { starred: false })
  gateway.receive('cnv_budi')
  await expect.element(starOf('Budi')).not.toBeInTheDocument()
})

test('what is selected is starred together, and without its stars again together', async () => {
  const { gateway } = await openPage('/inbox', { conversations: rows() })
  await expect.element(row('Ana')).toBeVisible()
  await userEvent.keyboard('jxjx')
  await page.getByRole('toolbar').getByRole('button', { name: 'Star', exact: true }).click()
  await expect.poll(() => gateway.model.all().map(({ starred }) => starred)).toEqual([true, true])
  await expect.element(page.getByRole('region', { name: 'Notices' })).toMatchTextContent('Starred 2 conversations')
})

test('a star that was refused goes away again, and the agent is told', async () => {
  const { gateway } = await openPage('/inbox', { conversations: rows() })
  gateway.faults.fail(endpoints.patchConversation, 'permission_denied')
  await expect.element(row('Ana')).toBeVisible()
  await userEvent.keyboard('jf')
  await expect.element(page.getByRole('region', { name: 'Notices' })).toMatchTextContent('does not allow this for Ana')
  await expect.element(starOf('Ana')).not.toBeInTheDocument()
})
