import { row, thread } from './screen.ts'
import { sentTo } from './sent-to.ts'
import { expect, test } from './test.ts'

test('a private note reaches colleagues and never the vendor', async ({ maya, rina, house }) => {
  await row(rina, 'Ana Wijaya').click()
  await row(maya, 'Ana Wijaya').click()
  await expect(thread(maya).getByText('Kapan dikirim ya?')).toBeVisible()
  await maya.keyboard.press('n')
  await maya.keyboard.type('Jangan dibalas dulu')
  await maya.keyboard.press('ControlOrMeta+Enter')
  await expect(thread(maya).getByRole('note', { name: 'Private note by Maya Putri' })).toContainText(
    'Jangan dibalas dulu',
  )

  await expect(thread(rina).getByRole('note', { name: 'Private note by Maya Putri' })).toContainText(
    'Jangan dibalas dulu',
  )
  await maya.reload()
  await expect(thread(maya).getByRole('note')).toContainText('Jangan dibalas dulu')
  expect(sentTo(house.vendor, house.idOf('Ana Wijaya'))).toEqual([])
})

test('a note that is written while the gateway is away is there when it is back, once', async ({ maya, house }) => {
  await row(maya, 'Ana Wijaya').click()
  await expect(thread(maya).getByText('Kapan dikirim ya?')).toBeVisible()
  await house.stopGateway()
  await maya.keyboard.press('n')
  await maya.keyboard.type('Ditulis saat gateway mati')
  await maya.keyboard.press('ControlOrMeta+Enter')
  await expect(thread(maya).getByText('Waiting to be saved')).toBeVisible()
  await house.startGateway()
  await expect(thread(maya).getByText('Waiting to be saved')).toBeHidden({ timeout: 20_000 })
  await maya.reload()
  await expect(thread(maya).getByRole('note')).toHaveCount(1)
})
