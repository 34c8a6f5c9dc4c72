import { list, order, row } from './screen.ts'
import { expect, test } from './test.ts'

const HOUR_MS = 3_600_000

test('the view shows exactly what closes within two hours, the soonest first, and its number', async ({
  house,
  maya,
}) => {
  const writtenAgo = (name: string, hours: number, status: 'open' | 'resolved' = 'open') => {
    const at = new Date(Date.now() - hours * HOUR_MS).toISOString()
    house.vendor.placeConversation({ contact: { name }, status, last_message_at: at, last_inbound_at: at })
  }
  writtenAgo('Kartini Dewi', 22.5)
  writtenAgo('Lukman Hakim', 23.5)
  writtenAgo('Made Wirawan', 21)
  writtenAgo('Nadia Putri', 25)
  writtenAgo('Oki Setiawan', 23, 'resolved')

  const view = maya.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Closing soon/ })
  await expect(view).toHaveAccessibleName('Closing soon 2 conversations', { timeout: 30_000 })
  await view.click()

  await expect(maya).toHaveURL(/\/inbox\?status=open&window=closing&sort=window$/)
  await expect.poll(() => order(maya)).toEqual(['Lukman Hakim', 'Kartini Dewi'])

  await row(maya, 'Lukman Hakim').click()
  await maya.keyboard.press('e')

  await expect(view).toHaveAccessibleName('Closing soon 1 conversation')
  await expect.poll(() => order(maya)).toEqual(['Kartini Dewi'])

  await maya.goto('/')
  await expect(maya).toHaveURL(/\/inbox\?status=open&window=closing&sort=window$/)
  await expect.poll(() => order(maya)).toEqual(['Kartini Dewi'])
  await maya.keyboard.press('g')
  await maya.keyboard.press('o')
  await expect(row(maya, 'Made Wirawan')).toBeVisible()
  await expect(list(maya).getByRole('option').first()).toContainText('Ana Wijaya')
})
