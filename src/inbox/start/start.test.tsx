import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-react'
import { endpoints } from '#contract/endpoints.ts'
import { makeConnection } from '#mocks/builders/connection.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { preferences } from '../data/preferences.ts'
import { openPage } from '../routes/page.harness.tsx'

const BUDI = '+6281299998888'
const templates = [
  { name: 'follow_up', language: 'id_ID', body: 'Halo Kak, ada yang bisa dibantu?', variables: 0 },
  { name: 'promo', language: 'id_ID', body: 'Halo {{1}}, ada promo {{2}}.', variables: 2 },
]
const dialog = page.getByRole('dialog', { name: 'New conversation' })
const number = dialog.getByRole('textbox', { name: 'Phone number' })
const send = dialog.getByRole('button', { name: 'Send template' })
const notices = page.getByRole('region', { name: 'Notices' })
const newButton = page.getByRole('button', { name: 'New conversation' })
/** As soon as something can be sent, which waits for the templates. */
const submit = async () => {
  await expect.element(send).toBeEnabled()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
}

const ofAccount = (phone_number: string) => makeConversation({ whatsapp_account: { phone_number } })

async function openInbox(options: Parameters<typeof openPage>[1] = {}) {
  const ana = makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya', phone_number: '+6281255500134' } })
  const made = await openPage('/inbox', { conversations: [ana], templates, ...options })
  await expect.element(page.getByRole('option').filter({ hasText: 'Ana Wijaya' })).toBeVisible()
  return made
}

async function openDialog(options: Parameters<typeof openPage>[1] = {}) {
  const made = await openInbox(options)
  await userEvent.keyboard('c')
  await expect.element(number).toHaveFocus()
  return made
}

test('C writes to a new number with a template, and its conversation can be opened when it is there', async () => {
  const { gateway, address } = await openDialog()
  await userEvent.type(number, '0812-9999-8888')
  await expect.element(dialog.getByText('Goes to +62 812-9999-8888')).toBeVisible()
  await dialog.getByRole('button', { name: /^promo/ }).click()
  await userEvent.type(dialog.getByRole('textbox', { name: 'Text for 1' }), 'Budi')
  await expect.element(send).toBeDisabled()
  await userEvent.type(dialog.getByRole('textbox', { name: 'Text for 2' }), 'akhir tahun')
  await expect.element(dialog.getByText('Halo Budi, ada promo akhir tahun.')).toBeVisible()
  await submit()
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(notices.getByText('Template to +62 812-9999-8888 is on its way')).toBeVisible()
  expect(gateway.firstMessages).toMatchObject([
    { to: BUDI, template: { name: 'promo', variables: ['Budi', 'akhir tahun'] } },
  ])
  gateway.settleFirst('arrived')
  await notices.getByRole('button', { name: 'Open' }).click()
  await expect.poll(address).toContain('/inbox/cnv_')
  await expect.poll(() => gateway.firstMessages).toEqual([])
})

test('what is typed survives closing the dialog, and a page that is loaded anew', async () => {
  await openDialog()
  await userEvent.type(number, '0812 99')
  await dialog.getByRole('button', { name: /^promo/ }).click()
  await userEvent.type(dialog.getByRole('textbox', { name: 'Text for 1' }), 'Budi')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  await newButton.click()
  await expect.element(number).toHaveValue('0812 99')
  await expect.element(dialog.getByRole('textbox', { name: 'Text for 1' })).toHaveValue('Budi')
})

test.each([
  ['0812 99x', 'A phone number has only digits. Take out everything else.'],
  ['+62812999988887777', 'This number is too long. Check whether there is a digit too many.'],
])('%s is told to be wrong while it is typed', async (typed, words) => {
  await openDialog()
  await userEvent.type(number, typed)
  await expect.element(dialog.getByText(words)).toBeVisible()
})

test.each([
  ['0812', 'This number is too short. Check whether a digit is missing.'],
  ['8129998888', 'The country is missing. Begin with + and its code, or with 0 in Indonesia.'],
])('%s is told to be wrong when it is sent, and nothing is', async (typed, words) => {
  const { gateway } = await openDialog()
  await userEvent.type(number, typed)
  await expect.element(dialog.getByText(words)).not.toBeInTheDocument()
  await submit()
  await expect.element(dialog.getByText(words)).toBeVisible()
  await expect.element(number).toHaveFocus()
  expect(gateway.firstMessages).toEqual([])
})

test('a number that writes with us already is shown, and nothing is sent', async () => {
  const { gateway, address } = await openDialog()
  await userEvent.type(number, '081255500134')
  await send.click()
  await expect.element(dialog.getByRole('alert')).toMatchTextContent('Ana Wijaya already writes with us')
  await dialog.getByRole('button', { name: 'Open' }).click()
  await expect.poll(address).toContain('/inbox/cnv_ana')
  expect(gateway.firstMessages).toEqual([])
})

test('a template that nobody confirmed is not taken for sent because its dialog is closed', async () => {
  const { gateway } = await openDialog()
  await userEvent.type(number, '081200009999')
  const release = gateway.faults.hold(endpoints.startConversation)
  gateway.faults.fail(endpoints.startConversation, 'network')
  await submit()
  await userEvent.keyboard('{Escape}')
  release()
  await expect.element(page.getByText(/^Your template was not confirmed/)).toBeVisible()
})

test('what was written for a number that has a conversation can be sent there', async () => {
  const contact = { name: 'Ana Wijaya', phone_number: '+6281255500134' }
  const resolved = makeConversation({ id: 'cnv_ana', contact, status: 'resolved' })
  // In the list stands another one of hers, so the page knows nothing of the one that there is.
  const { gateway, address } = await openDialog({
    conversations: [resolved, makeConversation({ contact: { ...contact, phone_number: null } })],
  })
  await userEvent.type(number, '081255500134')
  await dialog.getByRole('button', { name: /^promo/ }).click()
  await userEvent.type(dialog.getByRole('textbox', { name: 'Text for 1' }), 'Ana')
  await userEvent.type(dialog.getByRole('textbox', { name: 'Text for 2' }), 'akhir tahun')
  await submit()
  const release = gateway.faults.hold(endpoints.getConversation)
  await dialog.getByRole('button', { name: 'Send the template there' }).click()
  await expect.poll(address).toContain('/inbox/cnv_ana')
  const picker = page.getByRole('dialog', { name: 'Send a template' })
  await expect.element(picker.getByText('Halo Ana, ada promo akhir tahun.')).toBeVisible()
  release()
  await picker.getByRole('button', { name: 'Send template' }).click()
  await expect.poll(() => gateway.sent.map(({ conversationId }) => conversationId)).toEqual(['cnv_ana'])
  await userEvent.keyboard('c')
  await expect.element(number).toHaveValue('')
})

test('a number that a colleague is writing to is told, with the colleague', async () => {
  const { gateway } = await openDialog()
  await userEvent.type(number, BUDI)
  await send.click()
  await expect.element(dialog).not.toBeInTheDocument()
  const [mine] = gateway.firstMessages
  if (mine === undefined) throw new Error('It was not taken.')
  gateway.firstMessages[0] = { ...mine, author: { id: 'agt_rina', name: 'Rina Hartati' } }
  await newButton.click()
  await userEvent.type(number, BUDI)
  await send.click()
  await expect.element(dialog.getByRole('alert')).toMatchTextContent('A template of Rina Hartati to +62 812-9999-8888')
  expect(gateway.firstMessages).toHaveLength(1)
})

test('a double click sends once, and an answer that was lost is asked for with the same key', async () => {
  const { gateway } = await openDialog()
  const calls = vi.spyOn(window, 'fetch')
  await userEvent.type(number, BUDI)
  gateway.faults.fail(endpoints.startConversation, 'network')
  await send.click()
  await expect.element(dialog.getByRole('alert')).toMatchTextContent('Sigap cannot be reached')
  await send.dblClick()
  await expect.element(dialog).not.toBeInTheDocument()
  const posts = calls.mock.calls.filter(([address]) => address === '/v1/conversations').map(([, init]) => init)
  calls.mockRestore()
  expect(posts.length).toBeGreaterThan(1)
  expect(new Set(posts.map((init) => new Headers(init?.headers).get('idempotency-key'))).size).toBe(1)
  expect(gateway.firstMessages).toHaveLength(1)
})

test('what did not go out says why, can be tried again, and be discarded', async () => {
  const { gateway } = await openDialog()
  await userEvent.type(number, BUDI)
  await submit()
  await expect.element(notices.getByText('Template to +62 812-9999-8888 is on its way')).toBeVisible()
  gateway.settleFirst({ code: 'recipient_not_on_whatsapp' })
  await notices.getByRole('button', { name: 'See why' }).click()
  const line = dialog.getByRole('list', { name: 'Started by you' }).getByRole('listitem')
  await expect.element(line).toMatchTextContent('Not delivered: this number is not on WhatsApp.')
  await line.getByRole('button', { name: 'Try again' }).click()
  await expect.element(line).toMatchTextContent('Waiting to be sent')
  gateway.settleFirst({ code: 'template_paused' })
  await expect.element(line).toMatchTextContent('WhatsApp has paused this template')
  await line.getByRole('button', { name: 'Discard' }).click()
  await expect.element(line).not.toBeInTheDocument()
  await expect.poll(() => gateway.firstMessages).toEqual([])
})

test('after a reload the page tells how it stands', async () => {
  const { gateway } = await openDialog()
  await userEvent.type(number, BUDI)
  await submit()
  await expect.element(dialog).not.toBeInTheDocument()
  const [before] = gateway.firstMessages
  if (before === undefined) throw new Error('It was not taken.')
  await cleanup()
  await openInbox({
    prepare: (next) => next.firstMessages.push({ ...before, delivery: { state: 'failed', code: 'template_paused' } }),
  })
  await expect.element(notices.getByText('The template to +62 812-9999-8888 did not arrive')).toBeVisible()
})

test('where several numbers are connected one of them writes, that of the list at first', async () => {
  const { gateway } = await openPage('/inbox?account=%2B628110001111', {
    conversations: [ofAccount('+628110001111'), ofAccount('+6285117602334')],
    templates,
  })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await userEvent.keyboard('c')
  await userEvent.type(number, BUDI)
  const sender = dialog.getByRole('button', { name: /Write from/ })
  await expect.element(sender).toMatchTextContent('+62 811-0001-111')
  await sender.click()
  await page.getByRole('option', { name: '+62 851-1760-2334' }).click()
  await send.click()
  await expect.poll(() => gateway.firstMessages).toMatchObject([{ from: '+6285117602334' }])
})

test('where nobody can be written to first, nothing offers it', async () => {
  await openInbox({ connections: [makeConnection({ channels: [] })] })
  await expect.element(newButton).not.toBeInTheDocument()
  await userEvent.keyboard('c')
  await expect.element(dialog).not.toBeInTheDocument()
})

test('the dialog speaks Indonesian too', async () => {
  await openDialog()
  preferences.update({ locale: 'id' })
  await expect.element(page.getByRole('dialog', { name: 'Percakapan baru' })).toBeVisible()
})
