import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { DOT } from '#mocks/builders/dot.ts'
import { makeChannel, makeConnection } from '#mocks/builders/connection.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { openPage } from '../routes/page.harness.tsx'

const ana = () => makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya', phone_number: '+6281255500134' } })
const budi = () => makeConversation({ id: 'cnv_budi', contact: { name: 'Budi', phone_number: '+6281255500135' } })
const log = page.getByRole('log', { name: 'Messages' })
const field = (name = 'Ana Wijaya') => page.getByRole('textbox', { name: `Reply to ${name}` })
const sendButton = page.getByRole('main').getByRole('button', { name: 'Send', exact: true })
const attachButton = page.getByRole('button', { name: 'Attach files' })
const list = page.getByRole('list', { name: 'Files of this answer' })
const row = (name: string) => page.getByRole('option').filter({ hasText: name })

const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const picture = (name = 'struk.png', size = 200) => {
  const bytes = new Uint8Array(size)
  bytes.set(pngHead)
  return new File([bytes], name, { type: 'image/png' })
}
const words = (name = 'daftar.txt') => new File(['satu dua tiga'], name, { type: 'text/plain' })

async function openAna(options: Parameters<typeof openPage>[1] = {}) {
  const made = await openPage('/inbox/cnv_ana', {
    conversations: [ana(), budi()],
    messages: (id) => (id === 'cnv_ana' ? [makeMessage({ text: 'Minta struknya' })] : []),
    clock: () => BUILDERS_EPOCH_MS,
    ...options,
  })
  await expect.element(field()).toBeVisible()
  return made
}

/** As if they were chosen in the file dialog. */
function choose(...files: File[]): void {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (input === null) throw new Error('There is no file dialog.')
  input.files = transferOf(files).files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

function transferOf(files: File[], text?: string): DataTransfer {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  if (text !== undefined) transfer.setData('text/plain', text)
  return transfer
}

function drag(type: 'dragover' | 'drop', onto: Element, ...files: File[]): void {
  onto.dispatchEvent(new DragEvent(type, { dataTransfer: transferOf(files), bubbles: true, cancelable: true }))
}

function paste(onto: Element, transfer: DataTransfer): void {
  onto.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
}

const bodies = ({ gateway }: Awaited<ReturnType<typeof openAna>>) =>
  gateway.sent.map(({ conversationId, body }) => [conversationId, body.text ?? null, body.attachment !== undefined])

test('a chosen file is shown with its size, and goes out with the text as its caption', async () => {
  const made = await openAna()
  choose(picture())
  await expect.element(list.getByText('struk.png')).toBeVisible()
  await expect.element(list.getByText('200 bytes')).toBeVisible()
  await userEvent.type(field(), 'Ini, Kak')
  await sendButton.click()
  await expect.element(log.getByText('Ini, Kak')).toBeVisible()
  await expect.poll(() => bodies(made)).toEqual([['cnv_ana', 'Ini, Kak', true]])
  await expect.element(list).not.toBeInTheDocument()
  expect(made.gateway.files.map(({ upload }) => upload.filename)).toEqual(['struk.png'])
})

test('several files become several messages in order, the text with the first', async () => {
  const made = await openAna()
  choose(picture('satu.png'), words('dua.txt'))
  await expect.element(list.getByText('dua.txt')).toBeVisible()
  await userEvent.type(field(), 'Silakan')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect
    .poll(() => bodies(made))
    .toEqual([
      ['cnv_ana', 'Silakan', true],
      ['cnv_ana', null, true],
    ])
  expect(made.gateway.sent.map(({ message }) => message.type)).toEqual(['image', 'document'])
})

test('a message waits for its upload, and what was written after it waits behind it', async () => {
  const made = await openAna()
  const release = made.gateway.faults.hold(endpoints.createUpload)
  choose(picture())
  await expect.element(list.getByText('struk.png')).toBeVisible()
  await sendButton.click()
  await userEvent.type(field(), 'Sudah sampai?')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(log.getByText('Sudah sampai?')).toBeVisible()
  await expect.element(log.getByRole('progressbar', { name: 'Upload of struk.png' })).toBeVisible()
  expect(made.gateway.sent).toEqual([])
  release()
  await expect
    .poll(() => bodies(made))
    .toEqual([
      ['cnv_ana', null, true],
      ['cnv_ana', 'Sudah sampai?', false],
    ])
})

test('files stay where they were added, however often another conversation is opened meanwhile', async () => {
  const made = await openAna()
  const release = made.gateway.faults.hold(endpoints.createUpload)
  choose(picture('untuk-ana.png'))
  for (let round = 0; round < 5; round += 1) {
    await row('Budi').click()
    await expect.element(field('Budi')).toBeVisible()
    await expect.element(list).not.toBeInTheDocument()
    await row('Ana Wijaya').click()
    await expect.element(list.getByText('untuk-ana.png')).toBeVisible()
  }
  await sendButton.click()
  await row('Budi').click()
  choose(words('untuk-budi.txt'))
  await expect.element(list.getByText('untuk-budi.txt')).toBeVisible()
  release()
  await expect.poll(() => bodies(made)).toEqual([['cnv_ana', null, true]])
  await sendButton.click()
  await expect
    .poll(() => made.gateway.sent.map(({ conversationId, message }) => [conversationId, message.type]))
    .toEqual([
      ['cnv_ana', 'image'],
      ['cnv_budi', 'document'],
    ])
})

test('a pasted picture is added; what is pasted with words is pasted as words', async () => {
  const { gateway } = await openAna()
  paste(field().element(), transferOf([picture('image.png')]))
  await expect.element(list.getByText('image.png')).toBeVisible()
  paste(field().element(), transferOf([picture('tabel.png')], 'a\tb'))
  expect(list.element().textContent).not.toContain('tabel.png')
  await expect.poll(() => gateway.files).toHaveLength(1)
})

test('files that hover over the conversation are told whom they go to, and dropped there', async () => {
  const { gateway } = await openAna()
  drag('dragover', log.element(), picture())
  await expect.element(page.getByText('Drop files to add them to your answer to Ana Wijaya')).toBeVisible()
  drag('drop', log.element(), picture('jatuh.png'))
  await expect.element(list.getByText('jatuh.png')).toBeVisible()
  await expect.element(page.getByText('Drop files to add them to your answer to Ana Wijaya')).not.toBeInTheDocument()
  await expect.poll(() => gateway.files).toHaveLength(1)
})

test('a file that is dropped while a private note is written goes to the answer, which is shown then', async () => {
  const { gateway } = await openAna()
  await page.getByRole('button', { name: /^Private note/ }).click()
  drag('drop', log.element(), picture('jatuh.png'))
  await expect.element(field()).toBeVisible()
  await expect.element(list.getByText('jatuh.png')).toBeVisible()
  await expect.poll(() => gateway.files).toHaveLength(1)
})

test('what the channel does not take is refused before anything of it goes out, and says why', async () => {
  const { gateway } = await openAna()
  choose(new File(['<html>'], 'halaman.png', { type: 'image/png' }), picture('besar.png', 60_000))
  await expect
    .element(list.getByText('This file cannot be sent here. These can: JPG, PNG, MP3, PDF, and TXT.'))
    .toBeVisible()
  await expect.element(list.getByText(/^59 kB is too large\. At most 49 kB can be sent\.$/)).toBeVisible()
  await expect.element(sendButton).toBeDisabled()
  expect(gateway.files).toEqual([])
  await page.getByRole('button', { name: 'Remove halaman.png' }).click()
  await page.getByRole('button', { name: 'Remove besar.png' }).click()
  await expect.element(list).not.toBeInTheDocument()
})

test('an upload that failed can be tried again', async () => {
  const { gateway } = await openAna()
  gateway.faults.fail(endpoints.createUpload, 'network')
  choose(picture())
  await expect.element(list.getByText('The upload was interrupted. Try again.')).toBeVisible()
  await page.getByRole('button', { name: 'Upload struk.png again' }).click()
  await expect.poll(() => gateway.files).toHaveLength(1)
  await expect.element(list.getByText('200 bytes')).toBeVisible()
})

test('a file that is removed is forgotten by the gateway, too', async () => {
  const { gateway } = await openAna()
  choose(picture())
  await expect.poll(() => gateway.files).toHaveLength(1)
  await page.getByRole('button', { name: 'Remove struk.png' }).click()
  await expect.poll(() => gateway.files).toEqual([])
})

test('the upload of a message that waits can be ended, and its file and words come back', async () => {
  const { gateway } = await openAna()
  const release = gateway.faults.hold(endpoints.createUpload)
  choose(picture())
  await userEvent.type(field(), 'Ini, Kak')
  await sendButton.click()
  await log.getByRole('button', { name: 'Stop the upload' }).click()
  await expect.element(log.getByText('Not sent: you stopped the upload.')).toBeVisible()
  await log.getByRole('button', { name: 'Edit' }).click()
  await expect.element(field()).toHaveValue('Ini, Kak')
  await expect.element(list.getByText('struk.png')).toBeVisible()
  release()
  expect(gateway.sent).toEqual([])
})

test('without a public address the button says why, and takes nothing', async () => {
  const { takes } = makeChannel().sends?.files ?? { takes: [] }
  const sends = {
    max_text: 4096,
    window: true,
    templates: true,
    starts_with: null,
    files: { takes, why_not: 'needs_public_url' as const },
  }
  await openAna({ connections: [makeConnection({ channels: [makeChannel({ sends })] })] })
  await expect.element(attachButton).toHaveAttribute('aria-disabled', 'true')
  // It can be pressed, which nobody expects of what is disabled.
  await attachButton.click({ force: true })
  await expect.element(page.getByText(/^Files cannot be sent yet: Kirim\.chat fetches them from Sigap/)).toBeVisible()
  drag('drop', log.element(), picture())
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Close' }).click()
  await attachButton.click({ force: true })
  await expect.element(page.getByText(/^Files cannot be sent yet/)).not.toBeInTheDocument()
  paste(field().element(), transferOf([picture()]))
  await expect.element(page.getByText(/^Files cannot be sent yet/)).toBeVisible()
  await expect.element(list).not.toBeInTheDocument()
})

test('a picture that is pasted before it is known what the channel takes is added as soon as it is', async () => {
  const { promise: held, resolve: hold } = Promise.withResolvers<() => void>()
  await openAna({ prepare: ({ faults }) => hold(faults.hold(endpoints.listConnections)) })
  paste(field().element(), transferOf([picture()]))
  await row('Budi').click()
  const release = await held
  release()
  await row('Ana').click()
  await expect.element(list.getByText('struk.png')).toBeVisible()
})

test('a picture that cannot be added because Sigap does not answer says so', async () => {
  await openAna({ prepare: ({ faults }) => faults.fail(endpoints.listConnections, 'permission_denied', 9) })
  paste(field().element(), transferOf([picture()]))
  await expect.element(page.getByText(/^Sigap did not answer whether files can be sent here/)).toBeVisible()
})

test('a file that the vendor could not fetch can be sent again without uploading it again', async () => {
  const upload = 'upl_00000000000000000000000000'
  const media = { kind: 'image' as const, mime_type: 'image/png', filename: 'struk.png', size: 200 }
  const failed = makeMessage({
    conversation_id: 'cnv_ana',
    direction: 'outbound',
    type: 'image',
    text: 'Ini, Kak',
    key: 'key_00000001',
    delivery: { state: 'failed', code: 'media_download_failed' },
    media: { ...media, href: `/v1/uploads/${upload}/content` },
  })
  const made = await openAna({
    messages: () => [failed],
    prepare: ({ files }) => files.push({ upload: { id: upload, object: 'upload', ...media }, bytes: DOT }),
  })
  await log.getByRole('button', { name: 'Try again' }).click()
  await expect
    .poll(() => made.gateway.sent.map(({ body }) => body))
    .toMatchObject([{ text: 'Ini, Kak', attachment: { upload } }])
  expect(made.gateway.files).toHaveLength(1)
})
