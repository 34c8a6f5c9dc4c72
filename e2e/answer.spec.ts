import type { Page } from '@playwright/test'
import { cast } from './cast.ts'
import type { Name } from './cast.ts'
import type { House } from './house.ts'
import { pastePicture, picture } from './picture.ts'
import { row, thread } from './screen.ts'
import { sentTo } from './sent-to.ts'
import { expect, test } from './test.ts'

const HOUR_MS = 60 * 60 * 1000

function field(page: Page, name: string) {
  return thread(page).getByRole('textbox', { name: `Reply to ${name}` })
}

/** Opens somebody's conversation and writes to them, by keys. */
async function write(page: Page, name: string, text: string): Promise<void> {
  await row(page, name).click()
  await expect(field(page, name)).toBeVisible()
  await page.keyboard.press('r')
  await page.keyboard.type(text)
}

async function answer(page: Page, name: string, text: string): Promise<void> {
  await write(page, name, text)
  await page.keyboard.press('ControlOrMeta+Enter')
}

const to = (house: House, name: Name) => sentTo(house.vendor, house.idOf(name))

test('an answer reaches the customer, its mark follows, and a colleague sees who wrote it', async ({
  maya,
  rina,
  house,
}) => {
  await row(rina, 'Ana Wijaya').click()
  await answer(maya, 'Ana Wijaya', 'Hari ini, Kak.')
  await expect(thread(maya).getByText('Hari ini, Kak.')).toBeVisible()
  await expect(field(maya, 'Ana Wijaya')).toHaveValue('')
  await expect.poll(() => to(house, 'Ana Wijaya')).toEqual(['Hari ini, Kak.'])
  await expect(thread(maya).getByText(/^(Delivered|Read)$/)).toBeAttached({ timeout: 20_000 })
  await expect(thread(rina).getByText('Hari ini, Kak.')).toBeVisible()
  await expect(thread(rina).getByText('Maya Putri', { exact: true })).toBeVisible()
  await expect(row(rina, 'Ana Wijaya')).toContainText('You: Hari ini, Kak.')
})

test('an answer whose arrival the vendor never confirmed is checked, and sent once', async ({ maya, house }) => {
  house.vendor.faults.add({ kind: 'drop', when: 'after', times: 2, method: 'POST', path: '/messages' })
  await answer(maya, 'Ana Wijaya', 'Sekali saja.')
  await expect(thread(maya).getByText('Sent, but not confirmed. Checking.')).toBeAttached({ timeout: 15_000 })
  await expect(thread(maya).getByText(/^(Accepted by the vendor|Sent|Delivered|Read)$/)).toBeAttached({
    timeout: 20_000,
  })
  await expect(thread(maya).getByText('Sekali saja.')).toHaveCount(1)
  expect(to(house, 'Ana Wijaya')).toEqual(['Sekali saja.'])
})

test('answers wait for a vendor that is down, also over a kill, and arrive once and in order', async ({
  maya,
  house,
}) => {
  const customers: Name[] = ['Ana Wijaya', 'Budi Santoso', 'Citra Lestari']
  house.vendor.faults.add({ kind: 'error', status: 503 })
  for (const name of customers) {
    for (const text of ['satu', 'dua', 'tiga']) await answer(maya, name, `${text} ${name}`)
  }
  await expect(thread(maya).getByText('Waiting to be sent')).toHaveCount(3)
  await expect(row(maya, 'Ana Wijaya')).toContainText('A message waits to be sent')
  await house.killAndRestart()
  house.vendor.faults.clear()
  for (const name of customers) {
    await expect
      .poll(() => to(house, name), { timeout: 40_000 })
      .toEqual([`satu ${name}`, `dua ${name}`, `tiga ${name}`])
  }
  await expect(row(maya, 'Ana Wijaya')).not.toContainText('A message waits to be sent', { timeout: 20_000 })
})

test('of two agents who answer in the same moment the second one is told before anything is sent twice', async ({
  maya,
  rina,
  house,
}) => {
  await write(maya, 'Ana Wijaya', 'Bisa, Kak.')
  await write(rina, 'Ana Wijaya', 'Bisa.')
  await Promise.all([maya.keyboard.press('ControlOrMeta+Enter'), rina.keyboard.press('ControlOrMeta+Enter')])
  const held = [maya, rina].map((page) => thread(page).getByText('Not sent yet. This is new since you looked:'))
  await expect.poll(async () => (await held[0]?.count()) !== (await held[1]?.count())).toBe(true)
  await expect.poll(() => to(house, 'Ana Wijaya')).toHaveLength(1)

  const second = (await held[0]?.count()) === 1 ? maya : rina
  await expect(
    thread(second).getByText(second === maya ? /^Rina Hartati answered/ : /^Maya Putri answered/),
  ).toBeVisible()
  await thread(second).getByRole('button', { name: 'Send anyway' }).click()
  await expect.poll(() => to(house, 'Ana Wijaya')).toHaveLength(2)
})

test('a draft and an answer that did not get out survive a reload', async ({ maya, house }) => {
  await maya.route('**/v1/conversations/*/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await answer(maya, 'Ana Wijaya', 'Belum keluar.')
  await expect(thread(maya).getByText('Waiting to be sent')).toBeAttached()
  await write(maya, 'Budi Santoso', 'belum selesai')
  await maya.unrouteAll()
  maya.on('dialog', (dialog) => void dialog.accept())
  await maya.reload()
  await expect(field(maya, 'Budi Santoso')).toHaveValue('belum selesai')
  await expect(row(maya, 'Budi Santoso')).toContainText('Draft: belum selesai')
  await expect.poll(() => to(house, 'Ana Wijaya'), { timeout: 15_000 }).toEqual(['Belum keluar.'])
  expect(to(house, 'Budi Santoso')).toEqual([])
})

test('when the window is closed a template goes out, with the draft in it', async ({ maya, house }) => {
  const { vendor } = house
  const last = new Date(Date.now() - 25 * HOUR_MS).toISOString()
  const contact = { name: 'Kartini', phone_number: '+628119997777' }
  const { id } = vendor.placeConversation({ contact, last_message_at: last, last_inbound_at: last })
  await row(maya, 'Kartini').click({ timeout: 20_000 })
  await expect(field(maya, 'Kartini')).toBeVisible()
  await maya.keyboard.press('r')
  await maya.keyboard.type('barangnya sudah datang.')
  await maya.keyboard.press('ControlOrMeta+Enter')
  const dialog = maya.getByRole('dialog', { name: 'Send a template' })
  const words = 'Halo Kartini, pesanan Anda sudah kami perbarui: barangnya sudah datang.'
  await expect(dialog.getByText(words)).toBeVisible()
  await dialog.getByRole('button', { name: 'Send template' }).click()
  await expect(thread(maya).getByText(words)).toBeVisible()
  await expect(field(maya, 'Kartini')).toHaveValue('')
  const status = () =>
    vendor.vendor.store.get(`select status from messages where conversation_id = ? and type = 'template'`, id)?.[
      'status'
    ]
  await expect.poll(status, { timeout: 20_000 }).toMatch(/delivered|read/)
})

test('however fast the agent switches, every answer and every file lands where it was written', async ({
  maya,
  house,
}) => {
  let asked = 0
  await maya.route('**/v1/conversations/*/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    asked += 1
    if (asked % 5 === 1) return route.abort()
    if (asked % 5 === 2) return route.fulfill({ status: 503, json: {} })
    return route.continue()
  })
  // Most of the switches happen while an upload is under way.
  await maya.route('**/v1/uploads?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await route.continue()
  })
  await row(maya, 'Ana Wijaya').click()
  await expect(field(maya, 'Ana Wijaya')).toBeVisible()
  const written = new Map<Name, string[]>()
  for (let step = 0; step < 200; step += 1) {
    await maya.keyboard.press(step % 8 < 4 ? 'j' : 'k')
    if (step % 20 !== 0) continue
    await maya.keyboard.press('r')
    const label = await maya.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    const name = cast.find((one) => label === `Reply to ${one.name}`)?.name
    if (name === undefined) throw new Error(`The focus is not in a field for an answer but in "${label}".`)
    if (step % 40 === 0) await pastePicture(field(maya, name), picture(`${name} ${step}`))
    await maya.keyboard.type(`${name} ${step}`)
    await maya.keyboard.press('ControlOrMeta+Enter')
    written.set(name, [...(written.get(name) ?? []), `${name} ${step}`])
    await maya.keyboard.press('Escape')
  }
  // A picture that was sent before anybody knew what it is goes ahead of its words, without a caption.
  const words = (name: Name) => to(house, name).filter((text) => text !== '')
  for (const [name, texts] of written) await expect.poll(() => words(name), { timeout: 40_000 }).toEqual(texts)
  expect(new Set(house.fetched).size).toBe(5)
})
