import { http, HttpResponse } from 'msw'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { errorTable } from '#contract/error.ts'
import type { ErrorCode } from '#contract/error.ts'
import type { Media } from '#contract/message-parts.ts'
import type { Message } from '#contract/message.ts'
import { DOT } from '#mocks/builders/dot.ts'
import { worker } from '#mocks/browser.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { openPage } from '../../routes/page.harness.tsx'

/** Another one for each test: browsers keep pictures by their address. */
let href = ''
let count = 0

beforeEach(() => {
  count += 1
  href = `/media/cnv_ana/msg_${count}`
})

const log = page.getByRole('log', { name: 'Messages' })
const large = log.getByRole('button', { name: 'Show the photo large' })

const picture = () => new HttpResponse(DOT, { headers: { 'Content-Type': 'image/png' } })

function refusal(code: ErrorCode, headers: Record<string, string> = {}) {
  const { status, type, message } = errorTable[code]
  return () => HttpResponse.json({ error: { type, code, message, request_id: 'req_1' } }, { status, headers })
}

/** What is asked of the file's address is answered in this order, the last for ever; counts the requests. */
function serveFile(...answers: (() => Response)[]) {
  const served = { requests: 0 }
  worker.use(
    http.get(`*${href}`, () => {
      served.requests += 1
      const answer = answers[Math.min(served.requests, answers.length) - 1]
      return answer?.() ?? HttpResponse.error()
    }),
  )
  return served
}

const reactTo = (message_id: string, emoji: string) =>
  makeMessage({ type: 'reaction', text: null, label: emoji, reaction: { message_id, emoji } })

const withMedia = (media: Partial<Media>, message: Partial<Message> = {}) => {
  const whole = { kind: 'image' as const, mime_type: 'image/png', filename: null, size: null, href, ...media }
  return makeMessage({ type: whole.kind, text: null, media: whole, ...message })
}

async function openThread(...messages: Message[]) {
  const ana = makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya' } })
  await openPage('/inbox/cnv_ana', { conversations: [ana], messages: () => messages })
  await expect.element(log.getByRole('article').last()).toBeVisible()
}

test('a picture keeps its place while it loads, and is shown in it', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>()
  worker.use(http.get(`*${href}`, () => promise))
  await openThread(withMedia({}), makeMessage({ text: 'di bawahnya' }))
  const below = log.getByText('di bawahnya')
  await expect.element(below).toBeVisible()
  const before = log.getByRole('article').first().element().getBoundingClientRect().height
  expect(before).toBeGreaterThan(200)
  resolve(picture())
  await expect.element(large).toBeEnabled()
  expect(log.getByRole('article').first().element().getBoundingClientRect().height).toBe(before)
})

test('a picture opens large by keyboard, can be saved there, and Escape leads back to it', async () => {
  serveFile(picture)
  await openThread(withMedia({ filename: 'bukti.png' }))
  await expect.element(large).toBeEnabled()
  const button = large.element()
  if (button instanceof HTMLElement) button.focus()
  await userEvent.keyboard('{Enter}')
  const dialog = page.getByRole('dialog', { name: 'bukti.png' })
  await expect.element(dialog.getByRole('img', { name: 'bukti.png' })).toBeVisible()
  await expect
    .element(dialog.getByRole('link', { name: 'Download bukti.png' }))
    .toHaveAttribute('download', 'bukti.png')
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(document.activeElement).toBe(button)
})

test.each(['image/svg+xml', 'text/html'])(
  'what could run, as %s can, is offered to be saved only',
  async (mime_type) => {
    const served = serveFile(picture)
    await openThread(withMedia({ mime_type, filename: 'logo.svg' }))
    await expect.element(log.getByRole('link', { name: /^Download logo\.svg/ })).toHaveAttribute('href', href)
    expect([log.element().querySelector('img'), served.requests]).toEqual([null, 0])
  },
)

test('what the vendor is still fetching says so, and shows by itself', async () => {
  const notYet = refusal('media_not_ready', { 'Retry-After': '0.1' })
  let isFetched = false
  serveFile(() => (isFetched ? picture() : notYet()))
  await openThread(withMedia({}))
  await expect.element(log.getByText('The vendor is still fetching this file.', { exact: false })).toBeVisible()
  isFetched = true
  await expect.element(large).toBeEnabled()
})

test('what failed says why in plain words, and is tried again when asked', async () => {
  const down = refusal('vendor_unavailable')
  serveFile(down, down, picture)
  await openThread(withMedia({}))
  await expect.element(log.getByRole('alert')).toMatchTextContent('The vendor does not hand out this file right now.')
  await log.getByRole('button', { name: 'Try again' }).click()
  await expect.element(large).toBeEnabled()
})

test.each([
  ['resource_not_found', 'This file is not there any more.'],
  ['media_too_large', 'This file is larger than 100 MB. Open it at the vendor.'],
] as const)('%s cannot be helped, so nothing is offered', async (code, words) => {
  serveFile(refusal(code))
  await openThread(withMedia({}))
  await expect.element(log.getByRole('alert')).toMatchTextContent(words)
  expect(log.getByRole('button', { name: 'Try again' }).elements()).toEqual([])
})

test('a picture that is none says that it cannot be shown', async () => {
  serveFile(() => new HttpResponse('no picture', { headers: { 'Content-Type': 'image/png' } }))
  await openThread(withMedia({}))
  await expect.element(log.getByRole('alert')).toMatchTextContent('This file cannot be shown here.')
})

test.each(['audio', 'video'] as const)(
  '%s has the browser’s own controls, and says why when it cannot be played',
  async (kind) => {
    let isGone = false
    const onItsWay = Promise.withResolvers<Response>()
    // The worker does not stop before it has answered everybody.
    onTestFinished(() => onItsWay.resolve(new Response()))
    worker.use(http.get(`*${href}`, () => (isGone ? refusal('resource_not_found')() : onItsWay.promise)))
    await openThread(withMedia({ kind, mime_type: null }))
    await expect.poll(() => log.element().querySelector(kind)).not.toBeNull()
    const player = log.element().querySelector(kind)
    expect([player?.controls, player?.preload]).toEqual([true, 'metadata'])
    isGone = true
    player?.dispatchEvent(new Event('error'))
    await expect.element(log.getByRole('alert')).toMatchTextContent('This file is not there any more.')
  },
)

test('a document is a line with its name, type and size', async () => {
  await openThread(withMedia({ kind: 'document', mime_type: 'application/pdf', filename: 'nota.pdf', size: 1_240_000 }))
  const line = log.getByRole('link', { name: /^Download nota\.pdf/ })
  await expect.element(line).toMatchTextContent(/nota\.pdf.*PDF · 1\.2 MB/)
  await expect.element(line).toHaveAttribute('download', 'nota.pdf')
})

test('a hostile name is text, and does not end otherwise than it looks', async () => {
  const filename = '<img src=x onerror=alert(1)>\u202Efdp.exe'
  await openThread(withMedia({ kind: 'document', mime_type: null, filename }))
  await expect.element(log.getByText('<img src=x onerror=alert(1)>fdp.exe', { exact: true })).toBeVisible()
  expect(log.element().querySelector('img')).toBeNull()
})

test('a place has its name, address and coordinates, and leads to a map', async () => {
  const location = { latitude: -6.2, longitude: 106.8, name: 'Gudang', address: 'Jl. Melati 5' }
  await openThread(makeMessage({ type: 'location', text: null, location }))
  await expect.element(log).toMatchTextContent(/Gudang.*Jl\. Melati 5.*-6\.2, 106\.8/)
  const map = log.getByRole('link', { name: 'Open map' })
  await expect
    .element(map)
    .toHaveAttribute('href', 'https://www.openstreetmap.org/?mlat=-6.2&mlon=106.8#map=16/-6.2/106.8')
  await expect.element(map).toHaveAttribute('rel', 'noopener noreferrer nofollow')
})

test('a contact card can be called, and only a number is a link', async () => {
  const contacts = [{ name: 'Budi', phones: ['+62 812-3', 'javascript:alert(1)'] }]
  await openThread(makeMessage({ type: 'contacts', text: null, contacts }))
  await expect.element(log.getByRole('link', { name: '+62 812-3' })).toHaveAttribute('href', 'tel:+628123')
  await expect.element(log.getByText('javascript:alert(1)')).toBeVisible()
  expect(log.getByRole('link').elements()).toHaveLength(1)
})

test('a reaction stands on its message, and as a line where that is not loaded', async () => {
  const ours = makeMessage({ direction: 'outbound', text: 'Sudah dikirim' })
  await openThread(ours, reactTo(ours.id, '🙏'), reactTo('msg_elsewhere', '👍'))
  const target = log.getByRole('article').filter({ hasText: 'Sudah dikirim' })
  await expect.element(target.getByRole('img', { name: 'Reaction: 🙏' })).toBeVisible()
  await expect.element(log).toMatchTextContent('Reacted 👍 to an earlier message')
  expect(log.getByRole('article').elements()).toHaveLength(2)
})

test('an answer quotes what it answers, and leads to it', async () => {
  const first = makeMessage({ direction: 'outbound', text: 'Ukuran M atau L?\nStok terbatas' })
  const between = Array.from({ length: 40 }, (_, at) => makeMessage({ text: `pesan ${at}` }))
  await openThread(first, ...between, makeMessage({ text: 'Yang M', reply_to: first.id }))
  const quote = log.getByRole('button', { name: /Your team/ })
  await expect.element(quote).toMatchTextContent('Ukuran M atau L?')
  expect(quote.element().textContent).not.toContain('Stok')
  await quote.click()
  await expect.element(log.getByText('Stok terbatas', { exact: false })).toBeInViewport()
})

test('an answer to what is not loaded says that it is one', async () => {
  await openThread(makeMessage({ text: 'Yang M', reply_to: 'msg_elsewhere' }))
  await expect.element(log).toMatchTextContent('Answers an earlier message')
})

test('a choice is its title, with what stood below it', async () => {
  await openThread(makeMessage({ type: 'interactive', text: 'Ukuran M', label: 'Stok 3' }))
  await expect.element(log).toMatchTextContent(/Stok 3.*Ukuran M/)
})
