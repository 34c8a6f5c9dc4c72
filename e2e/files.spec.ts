import type { Page } from '@playwright/test'
import type { Name } from './cast.ts'
import type { House } from './house.ts'
import { pastePicture, picture } from './picture.ts'
import { row, thread } from './screen.ts'
import { expect, test } from './test.ts'

function field(page: Page, name: string) {
  return thread(page).getByRole('textbox', { name: `Reply to ${name}` })
}

async function open(page: Page, name: string): Promise<void> {
  await row(page, name).click()
  await expect(field(page, name)).toBeVisible()
}

/** By the button, whose dialog a browser under test shows as an event. */
async function attach(page: Page, ...files: { name: string; buffer: Buffer }[]): Promise<void> {
  const dialog = page.waitForEvent('filechooser')
  await thread(page).getByRole('button', { name: 'Attach files' }).click()
  await (await dialog).setFiles(files.map((file) => Object.assign({ mimeType: 'application/octet-stream' }, file)))
}

const files = (page: Page) => thread(page).getByRole('list', { name: 'Files of this answer' })

/** What the vendor holds of ours in a conversation, oldest first, with what it fetched of each. */
function sentTo(house: House, name: Name) {
  return house.vendor.vendor.store
    .all(
      `select m.type, m.content, f.bytes from messages m left join files f on f.id = m.id
       where conversation_id = ? and direction = 'outbound' order by created_ms, m.rowid`,
      house.idOf(name),
    )
    .map(({ type, content, bytes }) => {
      const { content: text, caption }: { content?: string; caption?: string } = JSON.parse(String(content))
      return [type, text ?? caption ?? '', bytes instanceof Uint8Array ? Buffer.from(bytes).toString('latin1') : null]
    })
}

test('files that are chosen and pasted reach the customer once, with the text as the caption of the first', async ({
  maya,
  rina,
  house,
}) => {
  await open(rina, 'Ana Wijaya')
  await open(maya, 'Ana Wijaya')
  await attach(maya, { name: 'struk.png', buffer: picture('satu') })
  await pastePicture(field(maya, 'Ana Wijaya'), picture('dua'))
  await expect(files(maya).getByRole('listitem')).toHaveCount(2)
  await field(maya, 'Ana Wijaya').fill('Ini struknya, Kak')
  await maya.keyboard.press('ControlOrMeta+Enter')
  await expect(thread(maya).getByText('Ini struknya, Kak')).toBeVisible()
  await expect(files(maya)).toHaveCount(0)
  await expect
    .poll(() => sentTo(house, 'Ana Wijaya'), { timeout: 20_000 })
    .toEqual([
      ['image', 'Ini struknya, Kak', picture('satu').toString('latin1')],
      ['image', '', picture('dua').toString('latin1')],
    ])
  expect(house.fetched).toHaveLength(2)
  expect(new Set(house.fetched).size).toBe(2)
  await expect(thread(rina).getByText('Ini struknya, Kak')).toBeVisible()
  await expect(thread(maya).getByText(/^(Delivered|Read)$/)).toHaveCount(2, { timeout: 20_000 })
})

test('a file whose message the vendor never confirmed is one message all the same', async ({ maya, house }) => {
  house.vendor.faults.add({ kind: 'drop', when: 'after', times: 2, method: 'POST', path: '/messages' })
  await open(maya, 'Ana Wijaya')
  await attach(maya, { name: 'struk.png', buffer: picture('sekali') })
  await expect(files(maya).getByRole('listitem')).toHaveCount(1)
  await maya.keyboard.press('r')
  await maya.keyboard.press('ControlOrMeta+Enter')
  await expect(thread(maya).getByText(/^(Accepted by the vendor|Sent|Delivered|Read)$/)).toBeAttached({
    timeout: 30_000,
  })
  expect(sentTo(house, 'Ana Wijaya')).toHaveLength(1)
  expect(house.fetched).toHaveLength(1)
})

test('what was uploaded is still there after a reload, and what was not is named', async ({ maya, house }) => {
  await open(maya, 'Ana Wijaya')
  const taken = maya.waitForResponse('**/v1/uploads?*')
  await attach(maya, { name: 'sudah.png', buffer: picture('sudah') })
  await taken
  await expect(files(maya).getByRole('progressbar')).toHaveCount(0)
  await maya.route('**/v1/uploads?*', () => new Promise(() => undefined))
  await attach(maya, { name: 'belum.png', buffer: picture('belum') })
  await expect(files(maya).getByRole('listitem')).toHaveCount(2)
  await maya.reload()
  await expect(files(maya).getByText('sudah.png')).toBeVisible()
  await expect(files(maya).getByText('The page was closed before this was uploaded. Choose it again.')).toBeVisible()
  await maya.keyboard.press('r')
  await maya.keyboard.press('ControlOrMeta+Enter')
  await expect
    .poll(() => sentTo(house, 'Ana Wijaya'), { timeout: 20_000 })
    .toEqual([['image', '', picture('sudah').toString('latin1')]])
})
