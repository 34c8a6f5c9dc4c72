import type { House } from './house.ts'
import { row, thread } from './screen.ts'
import { expect, test } from './test.ts'

/** Budi sends a file of the vendor's host of files. */
function budiSends({ vendor, idOf }: House, type: string, name: string, fields: Record<string, string>): string {
  const content = { media_url: `https://media.kirim.example/${name}`, ...fields }
  return vendor.receive({ conversation_id: idOf('Budi Santoso'), type, content }).message.id
}

test('a picture that a customer sends is seen, and seen large', async ({ maya, house }) => {
  await row(maya, 'Budi Santoso').click()
  const id = budiSends(house, 'image', 'bukti.png', { mime_type: 'image/png', caption: 'Bukti transfernya' })

  const picture = thread(maya).getByRole('button', { name: 'Show the photo large' })
  await expect(picture).toBeEnabled()
  await expect(thread(maya).getByText('Bukti transfernya')).toBeVisible()
  const shown = picture.locator('img')
  expect(await shown.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(320)

  await picture.press('Enter')
  const large = maya.getByRole('dialog', { name: 'Photo' })
  await expect(large.getByRole('img', { name: 'Photo' })).toBeVisible()
  await maya.keyboard.press('Escape')
  await expect(large).toBeHidden()
  await expect(picture).toBeFocused()

  // Looked at twice, and the vendor was asked for its address once.
  const asked = house.vendor.log.entries().filter(({ path }) => path.endsWith(`/messages/${id}/media`))
  expect(asked.map(({ status }) => status)).toEqual([302])
})

test('SVG could run a script, so it is saved and never shown', async ({ maya, house }) => {
  await row(maya, 'Budi Santoso').click()
  const id = budiSends(house, 'image', 'logo.svg', { mime_type: 'image/svg+xml', filename: 'logo.svg' })
  const link = thread(maya).getByRole('link', { name: 'Download logo.svg' })
  await expect(link).toBeVisible()
  await expect(thread(maya).getByRole('article').last().locator('img')).toHaveCount(0)

  const saved = maya.waitForEvent('download')
  await link.click()
  expect((await saved).suggestedFilename()).toBe('logo.svg')

  const answer = await maya.request.get(`/media/${house.idOf('Budi Santoso')}/${id}`)
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'x-content-type-options': 'nosniff',
  })
})

test('a voice note is played, and wound to its end', async ({ maya, house }) => {
  await row(maya, 'Budi Santoso').click()
  budiSends(house, 'audio', 'suara.wav', { mime_type: 'audio/wav' })
  const player = thread(maya).locator('audio')
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeCloseTo(2.8, 1)
  const end = await player.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true
    audio.currentTime = 2.5
    await audio.play()
    await new Promise((resolve) => {
      audio.addEventListener('ended', resolve, { once: true })
    })
    return audio.currentTime
  })
  expect(end).toBeCloseTo(2.8, 1)
})

test('a file that the vendor has not fetched yet shows by itself once it has', async ({ maya, house }) => {
  await row(maya, 'Budi Santoso').click()
  const fault = {
    kind: 'error',
    status: 404,
    code: 'resource_not_found',
    method: 'GET',
    path: '/messages/msg_*',
  } as const
  const hidden = house.vendor.faults.add(fault)
  budiSends(house, 'image', 'nanti.png', { mime_type: 'image/png' })
  await expect(thread(maya).getByText('The vendor is still fetching this file.', { exact: false })).toBeVisible()
  house.vendor.faults.clear(hidden)
  await expect(thread(maya).getByRole('button', { name: 'Show the photo large' })).toBeEnabled({ timeout: 20_000 })
})
