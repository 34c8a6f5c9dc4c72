import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import type { Message } from '#contract/message.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { openPage } from '../routes/page.harness.tsx'

const ana = () => makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya', phone_number: '+6281255500134' } })
const log = page.getByRole('log', { name: 'Messages' })
const openThread = (messages: readonly Message[], prepare?: Parameters<typeof openPage>[1]) =>
  openPage('/inbox/cnv_ana', { conversations: [ana()], messages: () => messages, ...prepare })

/** Scrolls to the oldest message that is drawn, and answers what the page says then. */
function scrollUp(): string {
  log.element().scrollTo(0, -1_000_000)
  return document.body.textContent
}

test('a thread opens at its newest message and brings older ones as it is scrolled up', async () => {
  const messages = Array.from({ length: 120 }, (_, at) => makeMessage({ text: `message ${at + 1}.` }))
  await openThread(messages)
  await expect.element(page.getByText('message 120.')).toBeInViewport()
  expect(document.body.textContent).not.toContain('message 1.')
  await expect.poll(scrollUp).toContain('message 1.')
  await expect.element(page.getByText('The conversation starts here')).toBeInTheDocument()
})

test('what a customer typed is text, lines and angle brackets included', async () => {
  await openThread([makeMessage({ text: '<b>tebal</b>\nbaris kedua' })])
  await expect.element(page.getByText('<b>tebal</b> baris kedua')).toBeVisible()
  expect(log.element().querySelector('b')).toBeNull()
})

test("WhatsApp's marks are shown, and a link leads out without telling where from", async () => {
  await openThread([makeMessage({ text: '*penting*: https://toko.example/a_b_c.' })])
  await expect.element(log.getByText('penting', { exact: true })).toBeVisible()
  expect(log.element().querySelector('strong')?.textContent).toBe('penting')
  const link = log.getByRole('link', { name: 'https://toko.example/a_b_c', exact: true })
  await expect.element(link).toHaveAttribute('href', 'https://toko.example/a_b_c')
  await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer nofollow')
})

test('a message that is very long is shown in part, and wholly when asked for', async () => {
  const lines = Array.from({ length: 300 }, (_, at) => `baris ${at + 1}.`)
  await openThread([makeMessage({ text: lines.join('\n') })])
  await expect.element(log).toMatchTextContent(/baris 1\./)
  await expect.element(log).not.toMatchTextContent(/baris 300\./)
  await log.getByRole('button', { name: 'Show more' }).click()
  await expect.element(log).toMatchTextContent(/baris 300\./)
})

test('an e-mail without line breaks is shown in part too', async () => {
  await openThread([makeMessage({ text: `${'Dear team, '.repeat(300)}the end.` })])
  await expect.element(log).not.toMatchTextContent(/the end\./)
  await log.getByRole('button', { name: 'Show more' }).click()
  await expect.element(log).toMatchTextContent(/the end\./)
})

test('a history that is quoted in a mail looks quoted and is folded, and unfolded by one press that keeps the focus', async () => {
  const quoted = Array.from({ length: 40 }, (_, at) => `> > baris ${at + 1}.`)
  await openThread([
    makeMessage({ text: ['Baik, terima kasih.', '', 'Ana wrote:', '> Halo', '>', ...quoted].join('\n') }),
  ])
  await expect.element(log.getByRole('blockquote').first()).toMatchTextContent(/Halo/)
  await expect.element(log).not.toMatchTextContent(/baris|>/)
  await expect.element(log.getByRole('button', { name: 'Show more' })).not.toBeInTheDocument()
  await log.getByRole('button', { name: 'Show the whole quotation' }).click()
  await expect.element(log.getByRole('blockquote').first()).toHaveFocus()
  await expect.element(log).toMatchTextContent(/baris 1\./)
  await log.getByRole('button', { name: 'Show the whole quotation' }).click()
  await expect.element(log).toMatchTextContent(/baris 40\./)
  await expect.element(log).not.toMatchTextContent(/>/)
})

test('a note of the vendor is no message to the customer and says where it was written; an event is a line', async () => {
  await openThread([
    makeMessage({ text: 'Halo' }),
    makeMessage({ type: 'note', direction: 'outbound', text: 'Called back, no answer', delivery: null }),
    makeMessage({ type: 'event', direction: 'outbound', text: 'Ticket merged', delivery: null }),
  ])
  const note = log.getByRole('note', { name: 'Note written at Kirim.chat' })
  await expect.element(note).toMatchTextContent('Called back, no answer')
  await expect.element(log).toMatchTextContent('Kirim.chat: Ticket merged')
  await expect.element(log).not.toMatchTextContent('Your team wrote')
})

test('a message of a kind that is not known is called by its name', async () => {
  await openThread([makeMessage({ type: 'order', text: null, label: 'Pesanan 20418' })])
  await expect.element(log).toMatchTextContent('Message of a kind that cannot be shown here: order')
  await expect.element(log).toMatchTextContent('Pesanan 20418')
})

test('what did not arrive says so, with the reason that the vendor gave', async () => {
  await openThread([
    makeMessage({ direction: 'outbound', delivery: { state: 'failed', code: '131099' } }),
    makeMessage({ direction: 'outbound', delivery: { state: 'failed', code: '131047' } }),
  ])
  await expect.element(page.getByText('Not delivered (code 131099)')).toBeVisible()
  await expect.element(page.getByText(/^Not delivered: more than 24 hours had passed/)).toBeVisible()
})

test('what nobody reported is not called sent', async () => {
  await openThread([makeMessage({ direction: 'outbound', delivery: { state: 'unknown', code: null } })])
  await expect.element(page.getByText('Delivery unknown')).toBeInTheDocument()
})

test('days stand between messages of different days', async () => {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString()
  await openThread([makeMessage({ created_at: yesterday }), makeMessage({ created_at: new Date().toISOString() })])
  await expect.element(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Today' })).toBeVisible()
})

test('a new message appears while the thread is open', async () => {
  const messages = [makeMessage({ text: 'yang pertama' })]
  const { gateway } = await openThread(messages)
  await expect.element(page.getByText('yang pertama')).toBeVisible()
  messages.push(makeMessage({ text: 'yang kedua' }))
  gateway.receive('cnv_ana')
  await expect.element(log.getByText('yang kedua')).toBeVisible()
})

test('messages that failed are there after trying again', async () => {
  await openThread([makeMessage({ text: 'halo kak' })], {
    prepare: ({ faults }) => faults.fail(endpoints.listMessages, 'invalid_cursor'),
  })
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByText('halo kak')).toBeVisible()
  await expect.element(log).toHaveFocus()
})

test('a link to a conversation that is not here says so and leads back', async () => {
  const { address } = await openPage('/inbox/cnv_nobody', { conversations: [ana()] })
  await expect.element(page.getByRole('alert')).toMatchTextContent('This conversation is not here')
  await page.getByRole('main').getByRole('button', { name: 'Back to the list' }).click()
  expect(address()).toBe('/inbox?status=open')
})

test('Enter opens the active conversation and moves the focus into it; Escape brings it back to the list', async () => {
  await openPage('/inbox', { conversations: [ana()], messages: () => [makeMessage()] })
  await expect.element(page.getByRole('option')).toBeVisible()
  await userEvent.keyboard('j{Enter}')
  await expect.element(log).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('listbox', { name: 'Conversations' })).toHaveFocus()
})

test('resolving the open conversation opens the next one', async () => {
  const budi = makeConversation({ contact: { name: 'Budi' } })
  await openPage('/inbox/cnv_ana', { conversations: [ana(), budi] })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Resolve' }).click()
  await expect.element(page.getByRole('main').getByRole('heading', { name: 'Budi' })).toBeVisible()
})

test('the focus goes along when the conversation that had it is resolved', async () => {
  const conversations = [ana(), makeConversation({ contact: { name: 'Budi' } })]
  await openPage('/inbox', { conversations, messages: () => [makeMessage()] })
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await userEvent.keyboard('j{Enter}')
  await expect.element(log).toHaveFocus()
  await userEvent.keyboard('e')
  await expect.element(page.getByRole('main').getByRole('heading', { name: 'Budi' })).toBeVisible()
  await expect.element(log).toHaveFocus()
})

test('what becomes of the conversation stands between its messages, with who did it', async () => {
  const { gateway } = await openThread([makeMessage({ text: 'Kapan dikirim?' })])
  await expect.element(log.getByText('Kapan dikirim?')).toBeVisible()
  gateway.act('cnv_ana', { status: 'resolved' }, { id: 'agt_rina', name: 'Rina Hartati', email: null })
  await expect.element(log.getByText(/^Rina Hartati resolved this/)).toBeVisible()
})
