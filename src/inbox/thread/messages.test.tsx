import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { openPage } from '../routes/page.harness.tsx'

const log = page.getByRole('log', { name: 'Messages' })
const pill = (name: string) => page.getByRole('main').getByRole('button', { name })
const anas = (count: number) =>
  Array.from({ length: count }, (_, at) => makeMessage({ text: `pesan ${at + 1}.${' kata'.repeat((at * 7) % 90)}` }))

async function openAna(messages: ReturnType<typeof makeMessage>[]) {
  const conversations = [
    makeConversation({ id: 'cnv_ana', contact: { name: 'Ana Wijaya' } }),
    makeConversation({ id: 'cnv_budi', contact: { name: 'Budi' } }),
  ]
  const budis = [makeMessage({ text: 'halo dari Budi' })]
  const made = await openPage('/inbox/cnv_ana', {
    conversations,
    messages: (id) => (id === 'cnv_ana' ? messages : budis),
    clock: () => BUILDERS_EPOCH_MS,
  })
  await expect.element(page.getByText(/^pesan \d+\./).last()).toBeInViewport()
  return made
}

function focusOn(locator: typeof log): void {
  const element = locator.element()
  if (element instanceof HTMLElement) element.focus()
}

const frame = () => new Promise((resolve) => void requestAnimationFrame(resolve))

/** Scrolls to so many pixels above the lower end, and waits until what is drawn has settled. */
async function scrollTo(above: number): Promise<void> {
  log.element().scrollTop = -above
  for (let turn = 0; turn < 4; turn += 1) await frame()
}

/** The message that is first wholly in sight, and where it lies. */
function reading(): { text: string; top: number } {
  const box = log.element().getBoundingClientRect()
  const row = [...log.element().querySelectorAll('[role=article]')].find(
    (each) => each.getBoundingClientRect().top >= box.top,
  )
  return {
    text: /pesan \d+\./.exec(row?.textContent ?? '')?.[0] ?? '',
    top: (row?.getBoundingClientRect().top ?? 0) - box.top,
  }
}

/** How far a message lies from the upper edge of the box. */
function topOf(text: string): number {
  const row = [...log.element().querySelectorAll('[role=article]')].find((each) => each.textContent.includes(text))
  return (row?.getBoundingClientRect().top ?? Number.NaN) - log.element().getBoundingClientRect().top
}

test('of a long thread only what is in sight is drawn, and scrolling to its start finds every message once', async () => {
  await openAna(anas(200))
  const seen: number[] = []
  const collect = () => {
    for (const row of log.element().querySelectorAll('[role=article]')) {
      const number = Number(/pesan (\d+)\./.exec(row.textContent)?.[1])
      if (!seen.includes(number)) seen.push(number)
    }
  }
  let most = 0
  while (seen.length < 200 && log.element().scrollTop > -50_000) {
    collect()
    most = Math.max(most, log.element().querySelectorAll('[role=article]').length)
    await scrollTo(600 - log.element().scrollTop)
  }
  expect(most).toBeLessThan(80)
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1))
})

test('older messages come on top without moving what is read by a pixel', async () => {
  const { gateway } = await openAna(anas(150))
  const release = gateway.faults.hold(endpoints.listMessages)
  await scrollTo(log.element().scrollHeight - 900)
  const before = reading()
  const height = log.element().scrollHeight
  release()
  await expect.poll(() => log.element().scrollHeight).toBeGreaterThan(height + 1000)
  expect(topOf(before.text)).toBe(before.top)
})

test('whoever came to the asking for older messages keeps the focus while they come', async () => {
  const { gateway } = await openAna(anas(300))
  const release = gateway.faults.hold(endpoints.listMessages)
  focusOn(log.getByRole('button', { name: 'Load earlier messages' }))
  await expect.element(log.getByRole('button', { name: 'Loading earlier messages…' })).toHaveFocus()
  release()
  await expect.element(log.getByRole('button', { name: 'Load earlier messages' })).toHaveFocus()
})

test('a message that changes its height does not move what is read', async () => {
  await openAna(anas(50))
  await scrollTo(1200)
  const before = reading()
  const rows = [...log.element().querySelectorAll<HTMLElement>('[role=article]')]
  const at = rows.findIndex((row) => row.textContent.includes(before.text))
  for (const row of [rows[at - 2], rows[at + 2]]) if (row !== undefined) row.style.paddingBottom = '173px'
  for (let turn = 0; turn < 4; turn += 1) await frame()
  expect(topOf(before.text)).toBeCloseTo(before.top, 0)
})

test('what comes while the agent reads further up is counted, moves nothing, and is one click away', async () => {
  const messages = anas(60)
  const { gateway } = await openAna(messages)
  await scrollTo(1500)
  const before = reading()
  messages.push(makeMessage({ text: 'yang baru' }), makeMessage({ text: 'dari toko', direction: 'outbound' }))
  gateway.receive('cnv_ana')
  await expect.element(pill('2 new')).toBeVisible()
  expect(topOf(before.text)).toBeCloseTo(before.top, 0)
  await pill('2 new').click()
  await expect.element(page.getByText('dari toko')).toBeInViewport()
  await expect.element(pill('2 new')).not.toBeInTheDocument()
  await expect.element(log).toHaveFocus()
})

test('at the lower end new messages are followed, and End goes there', async () => {
  const messages = anas(60)
  const { gateway } = await openAna(messages)
  await scrollTo(1500)
  focusOn(log)
  await userEvent.keyboard('{End}')
  expect(log.element().scrollTop).toBe(0)
  messages.push(makeMessage({ text: 'yang baru' }))
  gateway.receive('cnv_ana')
  await expect.element(log.getByText('yang baru')).toBeInViewport()
  expect(log.element().scrollTop).toBe(0)
})

test('the agent finds each conversation where they left it', async () => {
  await openAna(anas(120))
  await scrollTo(1800)
  const before = reading()
  await page.getByRole('option', { name: /Budi/ }).click()
  await expect.element(log.getByText('halo dari Budi')).toBeInViewport()
  await page.getByRole('option', { name: /Ana Wijaya/ }).click()
  await expect.poll(() => topOf(before.text)).toBeCloseTo(before.top, 0)
  await scrollTo(0)
  await page.getByRole('option', { name: /Budi/ }).click()
  await page.getByRole('option', { name: /Ana Wijaya/ }).click()
  await expect.element(log.getByText(/^pesan 120\./)).toBeInViewport()
})

test('going back and forth fast shows each conversation its own messages, each once', async () => {
  await openAna(anas(30))
  for (let turn = 0; turn < 6; turn += 1) {
    await page.getByRole('option', { name: turn % 2 === 0 ? /Budi/ : /Ana Wijaya/ }).click()
  }
  await expect.element(log.getByText(/^pesan 30\./)).toBeInViewport()
  expect(log.getByText(/^pesan 30\./).elements()).toHaveLength(1)
  expect(log.element().textContent).not.toContain('halo dari Budi')
})

test('what the agent sends is shown, wherever they were reading', async () => {
  await openAna(anas(60))
  await scrollTo(1500)
  await userEvent.type(page.getByRole('textbox', { name: 'Reply to Ana Wijaya' }), 'Siap, Kak.')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(log.getByText('Siap, Kak.')).toBeInViewport()
  expect(log.element().scrollTop).toBe(0)
})

test('a message that is being read with the keyboard keeps the focus in the thread when it is scrolled away', async () => {
  await openAna([...anas(200), makeMessage({ text: 'pesan 0. https://toko.example/a' })])
  focusOn(log.getByRole('link'))
  await scrollTo(3000)
  await expect.element(log).toHaveFocus()
})
