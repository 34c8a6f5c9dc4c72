import type { House } from './house.ts'
import { details, notices, order, row, statusTab, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

const patchOf = (house: House) => ({ method: 'PATCH', path: `/conversations/${house.idOf('Budi Santoso')}` })
const statusAtVendor = (house: House) => house.vendor.conversation(house.idOf('Budi Santoso')).status

const troubles = [
  { what: 'is slow', fault: { kind: 'latency', ms: 4000 }, mark: 'Waiting for Kirim.chat', state: 'A change waits' },
  {
    what: 'answers 503',
    fault: { kind: 'error', status: 503, times: 2 },
    mark: 'Kirim.chat has not taken the change yet; trying again',
    state: 'has not taken the change yet',
  },
  {
    what: 'has too many requests',
    fault: { kind: 'error', status: 429, code: 'rate_limit_exceeded', headers: { 'Retry-After': '3' }, times: 1 },
    mark: 'Kirim.chat has not taken the change yet; trying again',
    state: 'has not taken the change yet',
  },
] as const

for (const { what, fault, mark, state } of troubles) {
  test(`while the vendor ${what} a change is marked, and delivered later`, async ({ maya, house }) => {
    house.vendor.faults.add({ ...fault, ...patchOf(house) })
    await statusTab(maya, 'All').click()
    await row(maya, 'Budi Santoso').click()
    await expect(details(maya)).toContainText('Kirim.chat Up to date')

    await maya.keyboard.press('e')
    await row(maya, 'Budi Santoso').click()

    await expect(row(maya, 'Budi Santoso')).toContainText(mark)
    await expect(details(maya)).toContainText(state)
    await expect(details(maya).getByRole('button', { name: 'Status: Resolved' })).toBeVisible()
    await expect.poll(() => statusAtVendor(house), { timeout: 20_000 }).toBe('resolved')
    await expect(details(maya)).toContainText('Kirim.chat Up to date')
    await expect(row(maya, 'Budi Santoso')).not.toContainText('Kirim.chat')
    await expect(notices(maya)).not.toContainText('taken back')
  })
}

const refusals = [
  { status: 404, code: 'resource_not_found' },
  { status: 422, code: 'whatsapp_number_not_verified' },
]

for (const { status, code } of refusals) {
  test(`a change that the vendor refuses with ${status} comes back, with the reason until it is dismissed`, async ({
    maya,
    house,
  }) => {
    house.vendor.faults.add({ kind: 'error', status, code, ...patchOf(house) })
    await walkTo(maya, 'Budi Santoso')
    const before = await order(maya)
    await maya.keyboard.press('e')
    await expect(row(maya, 'Budi Santoso')).toBeHidden()
    await maya.getByRole('searchbox').focus()

    await expect(row(maya, 'Budi Santoso')).toContainText('Kirim.chat refused a change')
    expect(await order(maya)).toEqual(before)
    expect(statusAtVendor(house)).toBe('open')
    await row(maya, 'Budi Santoso').click()
    const notice = details(maya).getByRole('status').filter({ hasText: 'refused to set the status to Resolved' })
    await expect(notice).toContainText(`Code: ${code}`)
    await maya.reload()
    await expect(notice).toContainText(`Code: ${code}`)

    await notice.getByRole('button', { name: 'Dismiss' }).click()

    await expect(notice).toBeHidden()
    await expect(row(maya, 'Budi Santoso')).not.toContainText('refused')
    await maya.reload()
    await expect(details(maya)).toContainText('Kirim.chat Up to date')
    await expect(notice).toBeHidden()
  })
}

test('of two fields that are changed together the vendor may refuse one and keep the other', async ({
  maya,
  house,
}) => {
  // Together they are refused, then the status by itself; the assignee by itself is taken.
  house.vendor.faults.add({ kind: 'error', status: 422, code: 'invalid_field_value', times: 2, ...patchOf(house) })
  await statusTab(maya, 'All').click()
  await walkTo(maya, 'Budi Santoso')

  // The status waits a moment for an undo, so the assignee goes with it.
  await maya.keyboard.press('p')
  await maya.keyboard.press('i')

  await expect(row(maya, 'Budi Santoso')).toContainText('Kirim.chat refused a change')
  await row(maya, 'Budi Santoso').click()
  await expect(details(maya)).toContainText('Kirim.chat refused to set the status to Pending.')
  await expect(details(maya).getByRole('button', { name: 'Status: Open' })).toBeVisible()
  await expect(details(maya).getByRole('button', { name: 'Assignee: Maya Putri' })).toBeVisible()
  expect(house.vendor.conversation(house.idOf('Budi Santoso'))).toMatchObject({
    status: 'open',
    assignee: { name: 'Maya Putri' },
  })
})

test('a key that the vendor does not accept stops nobody from working, and the page says so', async ({
  maya,
  house,
}) => {
  house.vendor.faults.add({ kind: 'error', status: 401, code: 'expired_api_key' })

  await expect(maya.getByText('Kirim.chat does not accept the key (expired_api_key).')).toBeVisible({ timeout: 20_000 })

  await walkTo(maya, 'Budi Santoso')
  await maya.keyboard.press('e')
  await expect(row(maya, 'Budi Santoso')).toBeHidden()
  house.vendor.faults.clear()
  await expect.poll(() => statusAtVendor(house), { timeout: 30_000 }).toBe('resolved')
  await expect(maya.getByText('does not accept the key')).toBeHidden()
})

test('a malformed row is put aside and the others are shown', async ({ maya, house }) => {
  house.vendor.faults.add({ kind: 'malformed', shape: 'wrong_type', conversation_id: house.idOf('Budi Santoso') })
  const { conversation } = house.vendor.receive({ from: '+628119998877', name: 'Kiki Amelia', text: 'Halo' })

  await expect(row(maya, 'Kiki Amelia')).toHaveAttribute('data-conversation-id', conversation.id)

  await expect(row(maya, 'Budi Santoso')).toBeVisible()
  const connections = await maya.request.get('/v1/connections')
  expect(await connections.json()).toMatchObject({ data: [{ state: 'ok', quarantined: 1 }] })
})
