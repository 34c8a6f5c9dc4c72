import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeChannel, makeConnection } from '#mocks/builders/connection.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../routes/page.harness.tsx'

const conversations = () => [
  makeConversation({ id: 'cnv_ana', contact: { name: 'Ana' } }),
  makeConversation({ id: 'cnv_budi', contact: { name: 'Budi' } }),
]
const openInbox = async () => {
  const opened = await openPage('/inbox', { conversations: conversations() })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  return opened
}
const dialog = page.getByRole('dialog')
let release = (): void => undefined

test('a command is found by its words and done to the active conversation', async () => {
  const { gateway } = await openInbox()
  await userEvent.keyboard('j{Control>}k{/Control}')
  await expect.element(dialog.getByRole('combobox', { name: 'Command palette' })).toHaveFocus()
  await userEvent.keyboard('pend{Enter}')
  await expect.poll(() => gateway.model.get('cnv_ana').status).toBe('pending')
  await expect.element(dialog).not.toBeInTheDocument()
})

test('feedback can be given to the vendor of one conversation, where it takes any', async () => {
  const channels = [makeChannel({ holds: ['starred', 'feedback'] })]
  await openPage('/inbox/cnv_ana', {
    conversations: conversations(),
    connections: [makeConnection({ vendor: 'highlevel', channels })],
  })
  await expect.element(page.getByRole('button', { name: /^Feedback for Kirim.chat: positive/ })).toBeVisible()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(dialog.getByRole('combobox')).toHaveFocus()
  await userEvent.keyboard('negative{Enter}')
  await expect.element(page.getByText('Kirim.chat is told: negative feedback').first()).toBeVisible()
})

test('no feedback is offered for a vendor that takes none', async () => {
  await openPage('/inbox/cnv_ana', { conversations: conversations() })
  await expect.element(page.getByRole('main').getByRole('heading', { name: 'Ana' })).toBeVisible()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(dialog.getByRole('combobox')).toHaveFocus()
  await userEvent.keyboard('feedback')
  await expect.element(dialog.getByRole('option')).not.toBeInTheDocument()
})

test('what is typed into the palette is no command to the list behind it', async () => {
  const { gateway } = await openInbox()
  await userEvent.keyboard('j{Control>}k{/Control}')
  await expect.element(dialog.getByRole('combobox')).toHaveFocus()
  await userEvent.keyboard('e')
  await expect.element(dialog.getByRole('combobox')).toHaveValue('e')
  expect(gateway.model.events()).toEqual([])
})

test('Escape closes the palette and leaves the conversation open', async () => {
  const { address } = await openInbox()
  await userEvent.keyboard('j{Enter}{Control>}k{/Control}')
  await expect.element(dialog.getByRole('combobox')).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(address()).toBe('/inbox/cnv_ana?status=open')
})

test('A assigns to whoever is chosen by name', async () => {
  const { gateway } = await openInbox()
  await userEvent.keyboard('ja')
  await expect.element(dialog.getByRole('combobox', { name: 'Assign to…' })).toHaveFocus()
  await userEvent.keyboard('rin{Enter}')
  await expect.poll(() => gateway.model.get('cnv_ana').assignee?.id).toBe('agt_rina')
})

test('whoever assigns is told where it changes the owner of the contact too, and only there', async () => {
  const crm = { id: 'con_crm', vendor: 'highlevel', vendor_name: 'HighLevel', name: 'CRM' }
  const rows = [makeConversation({ contact: { name: 'Ana' }, connection: crm }), makeConversation()]
  const channels = [makeChannel({ assigning: 'changes_contact_owner' })]
  await openPage('/inbox', {
    conversations: rows,
    connections: [makeConnection(), makeConnection({ ...crm, channels })],
  })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await userEvent.keyboard('ja')
  const field = dialog.getByRole('combobox', { name: 'Assign to…' })
  await expect.element(field).toHaveAccessibleDescription('Assigning also changes who owns the contact in HighLevel.')
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  await userEvent.keyboard('ja')
  await expect.element(field).not.toHaveAccessibleDescription()
})

test('S sets a status by name', async () => {
  const { gateway } = await openInbox()
  await userEvent.keyboard('js')
  await expect.element(dialog.getByRole('combobox', { name: 'Set status' })).toHaveFocus()
  await userEvent.keyboard('res{Enter}')
  await expect.poll(() => gateway.model.get('cnv_ana').status).toBe('resolved')
})

test('the cheat sheet shows the keys and takes none of them', async () => {
  const { gateway } = await openInbox()
  await userEvent.keyboard('j?')
  await expect
    .element(page.getByRole('dialog', { name: 'Keyboard shortcuts' }))
    .toMatchTextContent('Resolve and go to the next')
  await userEvent.keyboard('e')
  expect(gateway.model.events()).toEqual([])
})

const assignedToRina = () =>
  makeConversation({ id: 'cnv_ana', assignee: { id: 'agt_rina', name: 'Rina Hartati', email: null } })

test('Enter before the colleagues are known waits for them, and takes nobody away', async () => {
  const { gateway } = await openPage('/inbox', {
    conversations: [assignedToRina()],
    prepare: ({ faults }) => {
      release = faults.hold(endpoints.listAgents)
    },
  })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await userEvent.keyboard('ja')
  await expect.element(dialog.getByText('Loading your colleagues…')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  release()
  await expect.poll(() => gateway.model.get('cnv_ana').assignee?.id).toBe('agt_me')
})

test('without colleagues nobody is offered, and the palette says why', async () => {
  const { gateway } = await openPage('/inbox', {
    conversations: [assignedToRina()],
    prepare: ({ faults }) => faults.fail(endpoints.listAgents, 'permission_denied', 9),
  })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await userEvent.keyboard('ja')
  await expect.element(dialog.getByText(/^Your colleagues could not be loaded/)).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect(gateway.model.events()).toEqual([])
})

test('a press that is still held from what opened the palette chooses nothing in it', async () => {
  const { gateway } = await openInbox()
  await userEvent.keyboard('ja')
  const field = dialog.getByRole('combobox', { name: 'Assign to…' })
  await expect.element(dialog.getByRole('option').first()).toBeVisible()
  field.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true }))
  await expect.element(field).toHaveFocus()
  expect(gateway.model.events()).toEqual([])
})

test('what a double click opened stays open', async () => {
  await openPage('/inbox/cnv_ana', { conversations: conversations() })
  await page.getByRole('main').getByRole('button', { name: 'Assign' }).dblClick()
  await expect.element(dialog.getByRole('combobox', { name: 'Assign to…' })).toHaveFocus()
})
