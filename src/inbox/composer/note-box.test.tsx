import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { makeNote } from '#mocks/builders/note.ts'
import { openPage } from '../routes/page.harness.tsx'

const ana = () => makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya', phone_number: '+6281255500134' } })
const budi = () => makeConversation({ id: 'cnv_budi', contact: { name: 'Budi', phone_number: null } })
const log = page.getByRole('log', { name: 'Messages' })
const reply = page.getByRole('textbox', { name: 'Reply to Ana Wijaya' })
const note = (name = 'Ana Wijaya') => page.getByRole('textbox', { name: `Private note on ${name}` })
const noted = (text: string) => log.getByRole('note').filter({ hasText: text })

async function openAna(options: Parameters<typeof openPage>[1] = {}) {
  const made = await openPage('/inbox/cnv_ana', {
    conversations: [ana(), budi()],
    messages: (id) => (id === 'cnv_ana' ? [makeMessage({ text: 'Kapan dikirim?' })] : []),
    clock: () => BUILDERS_EPOCH_MS,
    ...options,
  })
  await expect.element(log.getByText('Kapan dikirim?')).toBeVisible()
  return made
}

test('N writes a private note, which stands in the thread at once and never goes to the customer', async () => {
  const { gateway } = await openAna()
  const release = gateway.faults.hold(endpoints.writeNote)
  await userEvent.keyboard('n')
  await expect.element(note()).toHaveFocus()
  await userEvent.keyboard('Sudah dua kali bertanya{Control>}{Enter}{/Control}')
  await expect.element(noted('Sudah dua kali bertanya')).toBeVisible()
  await expect.element(noted('Waiting to be saved')).toBeVisible()
  await expect.element(note()).toHaveValue('')
  release()
  await expect
    .poll(() => gateway.notes.map(({ text, author }) => [text, author.name]))
    .toEqual([['Sudah dua kali bertanya', 'Maya']])
  await expect.element(noted('Waiting to be saved')).not.toBeInTheDocument()
  expect(gateway.sent).toEqual([])
})

test('what was begun as a note stays a note, and what was begun as a reply a reply', async () => {
  const { gateway } = await openAna()
  await userEvent.keyboard('r')
  await userEvent.keyboard('untuk Ana{Escape}n')
  await userEvent.keyboard('antara kita{Escape}r')
  await expect.element(reply).toHaveValue('untuk Ana')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => gateway.sent.map(({ body }) => body.text)).toEqual(['untuk Ana'])
  expect(gateway.notes).toEqual([])
  await page.getByRole('button', { name: 'Private note' }).click()
  await expect.element(note()).toHaveValue('antara kita')
})

test('another conversation begins with a reply, and can be noted on where nothing can be sent', async () => {
  const { gateway } = await openAna()
  await userEvent.keyboard('n')
  await userEvent.keyboard('hanya tentang Ana')
  await page.getByRole('option').filter({ hasText: 'Budi' }).click()
  await expect.element(page.getByText(/^This contact has no number/)).toBeVisible()
  await page.getByRole('button', { name: 'Private note' }).click()
  await expect.element(note('Budi')).toHaveValue('')
  await userEvent.type(note('Budi'), 'nomor belum ada')
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect.poll(() => gateway.notes.map(({ conversation_id }) => conversation_id)).toEqual(['cnv_budi'])
  await page.getByRole('option').filter({ hasText: 'Ana Wijaya' }).click()
  await expect.element(note()).toHaveValue('hanya tentang Ana')
})

test('a note of a colleague stands between the messages, and only its author can delete it', async () => {
  const mine = { text: 'dari saya', author: { id: 'agt_me', name: 'Maya' } }
  const { gateway } = await openAna({ notes: [makeNote({ text: 'dari Rina' }), makeNote(mine)] })
  await expect.element(noted('dari Rina')).toBeVisible()
  expect(noted('dari Rina').getByRole('button', { name: 'Delete' }).elements()).toHaveLength(0)
  await noted('dari saya').getByRole('button', { name: 'Delete' }).click()
  await noted('dari saya').getByRole('button', { name: 'Keep' }).click()
  await noted('dari saya').getByRole('button', { name: 'Delete' }).click()
  await noted('dari saya').getByRole('button', { name: 'Delete for everybody' }).click()
  await expect.element(noted('dari saya')).not.toBeInTheDocument()
  expect(gateway.notes.map(({ text }) => text)).toEqual(['dari Rina'])
  await expect.element(log).toHaveFocus()
})

test('a note that is deleted twice is deleted, and nobody is told that it was not', async () => {
  const author = { id: 'agt_me', name: 'Maya' }
  const { gateway } = await openAna({
    notes: [makeNote({ conversation_id: 'cnv_ana', text: 'Sudah ditelepon', author })],
  })
  const release = gateway.faults.hold(endpoints.deleteNote)
  await noted('Sudah ditelepon').getByRole('button', { name: 'Delete' }).click()
  await noted('Sudah ditelepon').getByRole('button', { name: 'Delete for everybody' }).dblClick()
  release()
  await expect.element(noted('Sudah ditelepon')).not.toBeInTheDocument()
  await expect.poll(() => gateway.notes).toEqual([])
  await expect.element(page.getByRole('region', { name: 'Notices' })).toHaveTextContent('')
})

test('a note that the gateway will not take says so, and its words can be taken back', async () => {
  const { gateway } = await openAna()
  gateway.faults.fail(endpoints.writeNote, 'invalid_field_value')
  await userEvent.keyboard('n')
  await userEvent.keyboard('ditolak{Control>}{Enter}{/Control}')
  await expect.element(noted('Not saved. Code: invalid_field_value')).toBeVisible()
  await noted('ditolak').getByRole('button', { name: 'Edit' }).click()
  await expect.element(note()).toHaveValue('ditolak')
  await expect.element(note()).toHaveFocus()
  await expect.element(noted('ditolak')).not.toBeInTheDocument()
})

test('Ctrl, Shift and Enter notes and resolves', async () => {
  const { gateway } = await openAna()
  await userEvent.keyboard('n')
  await userEvent.keyboard('selesai lewat telepon{Control>}{Shift>}{Enter}{/Shift}{/Control}')
  await expect.poll(() => gateway.model.get('cnv_ana')?.status).toBe('resolved')
  expect(gateway.notes.map(({ text }) => text)).toEqual(['selesai lewat telepon'])
})
