import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeCannedReply } from '#mocks/builders/canned-reply.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { preferences } from '../data/preferences.ts'
import { openPage } from '../routes/page.harness.tsx'

const field = page.getByRole('textbox', { name: /^Reply to/ })
const list = page.getByRole('listbox', { name: 'Canned replies' })
const send = page.getByRole('main').getByRole('button', { name: 'Send', exact: true })

async function openAna(name: string | null = 'Ana Wijaya') {
  const made = await openPage('/inbox/cnv_ana', {
    conversations: [makeConversation({ id: 'cnv_ana', contact: { name, phone_number: '+6281255500134' } })],
    clock: () => BUILDERS_EPOCH_MS,
    cannedReplies: [
      makeCannedReply({ shortcut: 'salam', text: 'Halo {{customer.first_name}}, saya {{agent.name}}.' }),
      makeCannedReply({ shortcut: 'alamat', text: 'Toko kami di Jalan Melati 5.' }),
    ],
  })
  await expect.element(field).toBeVisible()
  await userEvent.click(field)
  return made
}

test('a slash offers what the team keeps ready, and Enter puts it into the answer with its variables filled in', async () => {
  const { gateway } = await openAna()
  await userEvent.keyboard('/')
  await expect.element(list.getByRole('option')).toHaveLength(2)
  await userEvent.keyboard('sal')
  await expect.element(list.getByRole('option', { name: /salam/ })).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{Enter}')
  await expect.element(field).toHaveValue('Halo Ana, saya Maya.')
  await expect.element(list).not.toBeInTheDocument()
  await userEvent.keyboard(' Ada yang bisa dibantu?{Control>}{Enter}{/Control}')
  await expect
    .poll(() => gateway.sent.map(({ body }) => body.text))
    .toEqual(['Halo Ana, saya Maya. Ada yang bisa dibantu?'])
})

test('arrows choose, a click chooses too, and what stands around the slash stays', async () => {
  await openAna()
  await userEvent.keyboard('Baik. /')
  await expect.element(list.getByRole('option', { name: /alamat/ })).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Tab}')
  await expect.element(field).toHaveValue('Baik. Toko kami di Jalan Melati 5.')
  await expect.element(field).toHaveFocus()
  await userEvent.keyboard(' /sa')
  await list.getByRole('option', { name: /salam/ }).click()
  await expect.element(field).toHaveValue('Baik. Toko kami di Jalan Melati 5. Halo Ana, saya Maya.')
})

test('Escape closes the list and nothing else', async () => {
  await openAna()
  await userEvent.keyboard('/al{Escape}')
  await expect.element(list).not.toBeInTheDocument()
  await expect.element(field).toHaveFocus()
  await expect.element(field).toHaveValue('/al')
})

test('Enter before the list is there waits for it, and sends nothing of what stands there', async () => {
  preferences.update({ enterSends: true })
  const { gateway } = await openAna()
  const release = gateway.faults.hold(endpoints.listCannedReplies)
  await userEvent.keyboard('/salam{Enter}')
  await expect.element(page.getByText('Loading canned replies…')).toBeVisible()
  release()
  await expect.element(field).toHaveValue('Halo Ana, saya Maya.')
  expect(gateway.sent).toEqual([])
})

test('whoever types on does not wait for the list', async () => {
  const { gateway } = await openAna()
  const release = gateway.faults.hold(endpoints.listCannedReplies)
  await userEvent.keyboard('/salam{Enter} Kak')
  release()
  await userEvent.keyboard(' /')
  await expect.element(list.getByRole('option')).toHaveLength(2)
  await expect.element(field).toHaveValue('/salam Kak /')
})

test('a variable of which nothing is known is selected, and nothing goes out until it is replaced', async () => {
  const { gateway } = await openAna(null)
  await userEvent.keyboard('/salam{Enter}')
  await expect.element(field).toHaveValue('Halo {{customer.first_name}}, saya Maya.')
  await expect.element(page.getByText('Replace {{customer.first_name}} before you send.')).toBeVisible()
  await expect.element(send).toBeDisabled()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await userEvent.keyboard('Kak')
  await expect.element(field).toHaveValue('Halo Kak, saya Maya.')
  await send.click()
  await expect.poll(() => gateway.sent.map(({ body }) => body.text)).toEqual(['Halo Kak, saya Maya.'])
})

test('a word that nothing fits says so, and a text without a slash offers nothing', async () => {
  await openAna()
  await userEvent.keyboard('/zzz')
  await expect.element(page.getByText('No canned reply fits. They are kept in Settings.')).toBeVisible()
  await userEvent.keyboard(' dan/atau')
  await expect.element(page.getByText('No canned reply fits. They are kept in Settings.')).not.toBeInTheDocument()
})
