import type { Page } from '@playwright/test'
import { listSubscriptions } from '#simulators/kirim/subscriptions.ts'
import { list, row, thread } from './screen.ts'
import { expect, test, usual } from './test.ts'

test.use({ options: { ...usual, webhooks: false, connected: false } })

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Everything that the gateway ever says to this page. */
function listen(page: Page): () => Promise<string> {
  const said: Promise<string>[] = []
  page.on('response', (response) => {
    // What streams has no end to wait for.
    if (!response.url().includes('/v1/') || response.url().includes('/v1/live')) return
    said.push(response.text().catch(() => ''))
  })
  return async () => (await Promise.all(said)).join('\n')
}

test('the owner connects an account, pauses, renames and removes it, and its conversations stay; an agent cannot', async ({
  maya,
  rina,
  house,
}) => {
  const { vendor, vendorUrl } = house
  const said = listen(maya)
  await maya.goto('/settings/connections')
  await expect(maya.getByText('Nothing is connected yet.')).toBeVisible()
  await button(maya, 'Connect an account').click()
  await button(maya, 'Kirim.chat').click()
  await maya.getByText('Another address').click()
  await maya.getByLabel('Address of the API').fill(vendorUrl)
  await maya.getByLabel('API key').fill(`${vendor.apiKey}x`)
  await button(maya, 'Test').click()
  await expect(maya.getByRole('alert')).toContainText('Kirim.chat does not accept this key')
  await maya.getByLabel('API key').fill(vendor.apiKey)
  await button(maya, 'Test').click()
  await expect(maya.getByText(/Connected as .+ · 6,000 reads a minute/)).toBeVisible()
  await maya.getByLabel('Name here').fill('Toko Jakarta')
  await button(maya, 'Test').click()
  await button(maya, 'Save').click()
  await expect(maya.getByText('Toko Jakarta is connected, and its conversations are being read.')).toBeVisible()
  await expect(maya.getByText('Webhooks set up by Sigap · nothing delivered yet')).toBeVisible()
  expect(listSubscriptions(vendor.vendor).map(({ url, status }) => [new URL(url).pathname, status])).toEqual([
    [expect.stringMatching(/^\/hooks\/con_\w+$/), 'active'],
  ])
  await expect(row(rina, 'Ana Wijaya')).toBeVisible()

  await button(maya, 'Pause').click()
  await expect(maya.getByText('Toko Jakarta is paused.')).toBeVisible()
  vendor.log.clear()
  await expect(rina.getByText('Toko Jakarta is paused: nothing is read or sent.')).toBeVisible()
  await rina.reload()
  await expect(row(rina, 'Ana Wijaya')).toBeVisible()
  expect(vendor.log.entries()).toEqual([])
  await button(maya, 'Resume').click()
  await expect.poll(() => vendor.log.entries().length).toBeGreaterThan(0)

  await button(maya, 'Rename').click()
  await maya.getByLabel('Name', { exact: true }).fill('Toko Bandung')
  await button(maya, 'Save').first().click()
  await expect(maya.getByText('It is called Toko Bandung now.')).toBeVisible()

  await rina.goto('/settings/connections')
  await expect(rina.getByText('Only owners and admins can manage connections.')).toBeVisible()
  await expect(rina.getByRole('link', { name: 'Connections' })).toBeHidden()
  const asked = await rina.evaluate(async () => (await fetch('/v1/vendors')).status)
  expect(asked).toBe(403)

  await button(maya, 'Remove…').click()
  await expect(maya.getByRole('dialog')).toContainText('Its conversations stay here')
  await maya.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(maya.getByText(/^Toko Bandung is removed\./)).toBeVisible()
  expect(listSubscriptions(vendor.vendor)).toEqual([])
  vendor.log.clear()
  await maya.goto('/inbox')
  await row(maya, 'Ana Wijaya').click()
  await expect(thread(maya)).toContainText('Ana Wijaya')
  await expect(list(maya)).toBeVisible()
  expect(vendor.log.entries()).toEqual([])

  expect(await said()).not.toContain(vendor.apiKey)
  expect(house.log.join('\n')).not.toContain(vendor.apiKey)
})
