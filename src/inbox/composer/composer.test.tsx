import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { WINDOW_MS } from '#contract/window.ts'
import { makeChannel, makeConnection } from '#mocks/builders/connection.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { preferences } from '../data/preferences.ts'
import { openPage } from '../routes/page.harness.tsx'

const ana = () => makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya', phone_number: '+6281255500134' } })
const budi = () => makeConversation({ id: 'cnv_budi', contact: { name: 'Budi' } })
/** Soon after the customers of the builders wrote. */
const morning = () => BUILDERS_EPOCH_MS
const log = page.getByRole('log', { name: 'Messages' })
const field = (name = 'Ana Wijaya') => page.getByRole('textbox', { name: `Reply to ${name}` })
const sendButton = page.getByRole('main').getByRole('button', { name: 'Send', exact: true })

const asked = [makeMessage({ text: 'Kapan dikirim?' })]

async function openAna(options: Parameters<typeof openPage>[1] = {}) {
  const made = await openPage('/inbox/cnv_ana', {
    conversations: [ana(), budi()],
    messages: (id) => (id === 'cnv_ana' ? asked : []),
    clock: morning,
    ...options,
  })
  await expect.element(field()).toBeVisible()
  return made
}

test('a message is in the thread when it is sent, and the field is free for the next one', async () => {
  const { gateway } = await openAna()
  const release = gateway.faults.hold(endpoints.sendMessage)
  await userEvent.type(field(), 'Hari ini, Kak.')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(log.getByText('Hari ini, Kak.')).toBeVisible()
  await expect.element(log.getByText('Waiting to be sent')).toBeInTheDocument()
  await expect.element(field()).toHaveValue('')
  release()
  await expect.element(log.getByText('Accepted by the vendor')).toBeInTheDocument()
  expect(log.getByText('Hari ini, Kak.').elements()).toHaveLength(1)
  expect(gateway.sent.map(({ conversationId, body }) => [conversationId, body.text])).toEqual([
    ['cnv_ana', 'Hari ini, Kak.'],
  ])
})

test('R goes into the field and Escape out of it, with the draft kept and shown in the list', async () => {
  await openAna()
  await userEvent.keyboard('r')
  await expect.element(field()).toHaveFocus()
  await userEvent.keyboard('belum selesai{Escape}')
  await expect.element(log).toHaveFocus()
  await expect
    .element(page.getByRole('option').filter({ hasText: 'Ana Wijaya' }))
    .toMatchTextContent('Draft: belum selesai')
})

/** Ana's conversation, of which the list knows nothing and the gateway does not tell yet. */
async function openAnaLate() {
  const { promise: held, resolve: hold } = Promise.withResolvers<() => void>()
  const made = await openPage('/inbox/cnv_ana', {
    conversations: [{ ...ana(), status: 'resolved' }, budi()],
    clock: morning,
    prepare: ({ faults }) => hold(faults.hold(endpoints.getConversation)),
  })
  await expect.element(page.getByRole('option')).toBeVisible()
  return { ...made, release: await held }
}

test('what is typed after R stands in the answer, however late the conversation comes', async () => {
  const { gateway, address, release } = await openAnaLate()
  await userEvent.keyboard('rje, Kak')
  release()
  await expect.element(field()).toHaveFocus()
  await userEvent.keyboard('!')
  await expect.element(field()).toHaveValue('je, Kak!')
  expect([gateway.model.events(), address()]).toEqual([[], '/inbox/cnv_ana?status=open'])
})

test('what is typed after N stands in the note, and Escape ends the wish to write', async () => {
  const { release } = await openAnaLate()
  await userEvent.keyboard('nrahasia{Escape}j')
  await expect.element(field('Budi')).toBeVisible()
  expect(document.activeElement?.tagName).not.toBe('TEXTAREA')
  release()
  expect(localStorage.getItem('sigap.note-draft.agt_me.cnv_ana')).toBe('rahasia')
})

test('the wish to write is over when another conversation was opened meanwhile', async () => {
  const { back, release } = await openAnaLate()
  await userEvent.keyboard('r')
  await page.getByRole('option').click()
  await expect.element(field('Budi')).toBeVisible()
  back()
  release()
  await expect.element(field()).toBeVisible()
  await expect.element(field()).not.toHaveFocus()
})

test('each conversation has a draft of its own', async () => {
  await openAna()
  await userEvent.type(field(), 'untuk Ana')
  await page.getByRole('option').filter({ hasText: 'Budi' }).click()
  await expect.element(field('Budi')).toHaveValue('')
  await userEvent.type(field('Budi'), 'untuk Budi')
  await page.getByRole('option').filter({ hasText: 'Ana Wijaya' }).click()
  await expect.element(field()).toHaveValue('untuk Ana')
})

test('a message that is on its way when another conversation is opened stays where it was written', async () => {
  const { gateway } = await openAna()
  const release = gateway.faults.hold(endpoints.sendMessage)
  await userEvent.type(field(), 'hanya untuk Ana')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await page.getByRole('option').filter({ hasText: 'Budi' }).click()
  await expect.element(field('Budi')).toHaveValue('')
  release()
  await expect.poll(() => gateway.sent.map(({ conversationId }) => conversationId)).toEqual(['cnv_ana'])
  expect(log.element().textContent).not.toContain('hanya untuk Ana')
})

test('Enter breaks the line, unless the agent wants it to send; Shift and Enter always break it', async () => {
  const { gateway } = await openAna()
  await userEvent.type(field(), 'satu{Enter}dua')
  await expect.element(field()).toHaveValue('satu\ndua')
  preferences.update({ enterSends: true })
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}tiga{Enter}')
  await expect.poll(() => gateway.sent.map(({ body }) => body.text)).toEqual(['satu\ndua\ntiga'])
})

test('Enter that ends the composing of a character sends nothing', async () => {
  const { gateway } = await openAna()
  preferences.update({ enterSends: true })
  await userEvent.type(field(), 'にほん')
  const element = field().element()
  element.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
  )
  element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))
  await expect.element(field()).toHaveValue('にほん')
  expect(gateway.sent).toEqual([])
})

test('news that the author had not seen holds an answer back, and the second time it goes out', async () => {
  const { gateway } = await openAna()
  await userEvent.type(field(), 'Sudah dikirim')
  // The page learns of it by the gateway's refusal alone.
  gateway.model.receive('cnv_ana')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(log.getByText('Not sent yet. This is new since you looked:')).toBeVisible()
  await expect.element(log.getByText(/^The customer wrote/)).toBeVisible()
  expect(gateway.sent).toEqual([])
  await log.getByRole('button', { name: 'Send anyway' }).click()
  await expect.poll(() => gateway.sent.map(({ body }) => body.text)).toEqual(['Sudah dikirim'])
  await expect.element(log).toHaveFocus()
})

/** An answer to Ana that did not arrive. */
const failed = (id: string) =>
  makeMessage({
    id,
    key: 'key_00000001',
    conversation_id: 'cnv_ana',
    direction: 'outbound',
    text: 'Hari ini, Kak.',
    delivery: { state: 'failed', code: '131026' },
  })

test('a second try that Sigap does not answer is told, and can be made again', async () => {
  const { gateway } = await openAna({ messages: () => [failed('snd_1')] })
  gateway.faults.fail(endpoints.retryMessage, 'network')
  await log.getByRole('button', { name: 'Try again' }).click()
  await expect
    .element(page.getByText('Sigap did not answer about your message to Ana Wijaya. Try again.'))
    .toBeVisible()
  await expect.element(log.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('what did not arrive is sent again once, however often that is pressed', async () => {
  const { gateway } = await openAna({ messages: () => [failed('msg_1')] })
  const release = gateway.faults.hold(endpoints.discardMessage)
  const again = log.getByRole('button', { name: 'Try again' })
  await again.click()
  await expect.poll(() => gateway.sent).toHaveLength(1)
  await again.dblClick()
  // Messages to one customer go out in order: with this one, all those before it have.
  await userEvent.type(field(), 'Sudah sampai?{Control>}{Enter}{/Control}')
  await expect.poll(() => gateway.sent.map(({ body }) => body.text)).toEqual(['Hari ini, Kak.', 'Sudah sampai?'])
  release()
})

test('a refused message says why, and its words can be taken back into the field', async () => {
  const { gateway } = await openAna()
  gateway.faults.fail(endpoints.sendMessage, 'outside_24h_window')
  await userEvent.type(field(), 'Terlambat')
  await sendButton.click()
  await expect.element(log.getByText(/^Not delivered: more than 24 hours had passed/)).toBeVisible()
  await page.getByRole('button', { name: 'Private note' }).click()
  await log.getByRole('button', { name: 'Edit' }).click()
  await expect.element(field()).toHaveValue('Terlambat')
  await expect.element(field()).toHaveFocus()
  expect(log.element().textContent).not.toContain('Terlambat')
})

test('the button turns at the very second at which the window closes, and an answer of the customer turns it back', async () => {
  const clock = { now: BUILDERS_EPOCH_MS }
  const conversation = makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya' } })
  const closesAt = Date.parse(conversation.last_inbound_at ?? '') + WINDOW_MS
  clock.now = closesAt - 1000
  const { gateway } = await openAna({ conversations: [conversation], clock: () => clock.now })
  await userEvent.type(field(), 'Masih sempat')
  await expect.element(sendButton).toBeVisible()
  clock.now = closesAt
  await expect.element(page.getByRole('button', { name: 'Send template' })).toBeVisible()
  gateway.receive('cnv_ana')
  await expect.element(page.getByRole('button', { name: 'Send template' })).not.toBeInTheDocument()
  await expect.element(field()).toHaveValue('Masih sempat')
})

test('outside the window a template is offered with the draft in it, and sent as the customer will read it', async () => {
  const templates = [
    { name: 'order_update', language: 'id_ID', body: 'Halo {{1}}, {{2}} Terima kasih.', variables: 2 },
    { name: 'follow_up', language: 'en_US', body: 'Hello again.', variables: 0 },
  ]
  const { gateway } = await openAna({ templates, clock: () => BUILDERS_EPOCH_MS + 2 * WINDOW_MS })
  await userEvent.type(field(), 'pesanan sudah sampai.')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  const dialog = page.getByRole('dialog', { name: 'Send a template' })
  await expect.element(dialog.getByText('Halo Ana Wijaya, pesanan sudah sampai. Terima kasih.')).toBeVisible()
  await expect.element(dialog.getByText('Indonesian (Indonesia)')).toBeVisible()
  await dialog.getByRole('button', { name: 'Send template' }).click()
  await expect.element(log.getByText('Halo Ana Wijaya, pesanan sudah sampai. Terima kasih.')).toBeVisible()
  await expect.element(field()).toHaveValue('')
  await expect
    .poll(() => gateway.sent[0]?.body.template)
    .toEqual({ name: 'order_update', language: 'id_ID', variables: ['Ana Wijaya', 'pesanan sudah sampai.'] })
})

test('choosing a template begins at the top and can be given up by a button', async () => {
  await openAna({ templates: [{ name: 'follow_up', language: 'en_US', body: 'Hello again.', variables: 0 }] })
  await userEvent.keyboard('t')
  const dialog = page.getByRole('dialog', { name: 'Send a template' })
  await expect.element(dialog).toHaveFocus()
  await expect.element(dialog.getByText('follow_up')).toBeVisible()
  await expect.element(dialog).toHaveFocus()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
})

test('a text that is too long for the channel cannot be sent, and says by how much', async () => {
  await openAna()
  await field().fill('a'.repeat(4098))
  await expect.element(page.getByText('2 characters too many')).toBeVisible()
  await expect.element(sendButton).toBeDisabled()
})

test('a contact without a number cannot be answered, and the page says so', async () => {
  const conversation = makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya', phone_number: null } })
  await openPage('/inbox/cnv_ana', { conversations: [conversation] })
  await expect.element(page.getByText(/This contact has no number, so nothing can be sent/)).toBeVisible()
})

test('sending and resolving resolves the conversation that was answered, and goes on to the next', async () => {
  const { gateway } = await openAna()
  await userEvent.type(field(), 'Selesai ya, Kak.')
  await userEvent.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}')
  await expect.element(page.getByRole('main').getByRole('heading', { name: 'Budi' })).toBeVisible()
  await expect.poll(() => gateway.model.get('cnv_ana').status).toBe('resolved')
  await expect.element(log).toHaveFocus()
  expect(gateway.model.get('cnv_budi').status).toBe('open')
  expect(gateway.sent.map(({ conversationId }) => conversationId)).toEqual(['cnv_ana'])
})

const channelOf = (vendor: string, channel: Parameters<typeof makeChannel>[0]) => {
  const connection = { id: 'con_other', vendor: 'other', vendor_name: vendor, name: 'Other' }
  return {
    conversation: (overrides: Parameters<typeof makeConversation>[0] = {}) =>
      makeConversation({ id: 'cnv_ana', channel: channel?.name ?? 'whatsapp', connection, ...overrides }),
    connections: [makeConnection({ ...connection, channels: [makeChannel(channel)] })],
  }
}
const texts = { max_text: 1000, window: false, templates: false, files: null, starts_with: null }
const main = page.getByRole('main')

test('by e-mail a contact without a number is answered, with the word that it cannot be recalled', async () => {
  const { conversation, connections } = channelOf('Teamwork Desk', {
    name: 'email',
    sends: texts,
    sending: 'cannot_be_recalled',
  })
  const contact = { name: 'Citra', phone_number: null, email: 'citra@example.com' }
  await openPage('/inbox/cnv_ana', { conversations: [conversation({ contact })], connections })
  await expect.element(main).toMatchTextContent('Once it is sent, it cannot be recalled.')
  await userEvent.type(field('Citra'), 'Halo')
  await expect.element(sendButton).toBeEnabled()
})

test('where nothing can be sent the field says so, and what can be done instead', async () => {
  const { conversation, connections } = channelOf('Teamwork Desk', { name: 'live_chat', sends: null })
  await openPage('/inbox/cnv_ana', { conversations: [conversation()], connections })
  await expect.element(main).toMatchTextContent('Teamwork Desk takes no answers by Live chat from here.')
  await expect.element(main).toMatchTextContent('leave your team a private note')
})

test('a closed window without templates waits for the customer, and keeps what is written', async () => {
  const { conversation, connections } = channelOf('WapiKit', { sends: { ...texts, window: true } })
  await openPage('/inbox/cnv_ana', {
    conversations: [conversation({ contact: { name: 'Dewi' } })],
    connections,
    clock: () => BUILDERS_EPOCH_MS + 2 * WINDOW_MS,
  })
  await expect.element(main).toMatchTextContent('Nothing can be sent until the customer writes.')
  await userEvent.type(field('Dewi'), 'Nanti')
  await expect.element(sendButton).toBeDisabled()
  await expect.element(field('Dewi')).toHaveValue('Nanti')
})
