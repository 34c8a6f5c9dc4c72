import type { House } from './house.ts'
import { row, statusTab } from './screen.ts'
import { expect, test, usual } from './test.ts'

test.use({ options: { ...usual, demo: 1990, webhooks: false, limits: { read: 600, write: 60 } } })

const DEEP = '2025-11-05T04:03:02.000Z'

/** Puts a conversation far down into the vendor's list. */
function bury({ vendor }: House, name: string, status: 'open' | 'resolved') {
  return vendor.placeConversation({ contact: { name }, status, last_message_at: DEEP }).id
}

test('what nobody announces shows within fifteen seconds, however deep the conversation lies', async ({
  maya,
  house,
}) => {
  const one = bury(house, 'Jauh Satu', 'open')
  const two = bury(house, 'Jauh Dua', 'open')
  const three = bury(house, 'Jauh Tiga', 'open')
  const four = bury(house, 'Jauh Empat', 'resolved')
  await maya.goto('/inbox?status=all&q=jauh')
  await expect(row(maya, 'Jauh Empat')).toBeVisible({ timeout: 40_000 })
  await statusTab(maya, 'Open').click()
  await expect(row(maya, 'Jauh Tiga')).toBeVisible()
  await expect(row(maya, 'Jauh Empat')).toBeHidden()
  const within = { timeout: 15_000 }

  house.vendor.act(one, { act: 'resolve' })
  house.vendor.act(two, { act: 'pending' })
  house.vendor.act(three, { act: 'assign', user_id: 'b9Gd3YfKs6Xe' })
  house.vendor.act(four, { act: 'reopen' })

  await Promise.all([
    expect(row(maya, 'Jauh Satu')).toBeHidden(within),
    expect(row(maya, 'Jauh Dua')).toBeHidden(within),
    expect(row(maya, 'Jauh Tiga')).toContainText('Assigned to Bagus Prasetyo', within),
    expect(row(maya, 'Jauh Empat')).toBeVisible(within),
  ])
  await statusTab(maya, 'Pending').click()
  await expect(row(maya, 'Jauh Dua')).toBeVisible()
  expect(house.vendor.log.entries().filter(({ status }) => status === 429)).toEqual([])
})
