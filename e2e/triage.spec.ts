import { answerPatches, holdPatches } from './gateway-answers.ts'
import { pressAndSeeNextFrame } from './next-frame.ts'
import { expectActive, notices, order, row, statusTab, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

test('E takes the row away and moves on in the next frame, while the gateway takes its time', async ({
  maya,
  house,
}) => {
  await walkTo(maya, 'Citra Lestari')
  const patches = await holdPatches(maya)

  const frame = await pressAndSeeNextFrame(maya, 'e')

  expect(frame.rows).not.toContain(house.idOf('Citra Lestari'))
  expect(frame.active).toBe(house.idOf('Dimas Nugroho'))
  await expect.poll(patches.waiting).toEqual([house.idOf('Citra Lestari')])
  await expect(notices(maya)).toContainText('Resolved Citra Lestari')
  await patches.pass()
  await statusTab(maya, 'Resolved').click()
  await expect(row(maya, 'Citra Lestari')).toContainText('Waiting for Kirim.chat')
  await expect.poll(() => house.vendor.conversation(house.idOf('Citra Lestari')).status).toBe('resolved')
})

const refusals = [
  { status: 404, words: 'Citra Lestari is no longer here, so the change was taken back.' },
  { status: 422, words: 'The change of Citra Lestari was refused and taken back.' },
  { status: 500, words: 'Sigap could not save the change of Citra Lestari and took it back.' },
]

for (const { status, words } of refusals) {
  test(`of two acts the one that the gateway answers with ${status} is taken back alone`, async ({ maya, house }) => {
    await walkTo(maya, 'Budi Santoso')
    const before = await order(maya)
    const patches = await holdPatches(maya)
    await maya.keyboard.press('e')
    await maya.keyboard.press('e')
    await expect.poll(patches.waiting).toEqual([house.idOf('Budi Santoso'), house.idOf('Citra Lestari')])
    expect(await order(maya)).toEqual(before.filter((name) => name !== 'Budi Santoso' && name !== 'Citra Lestari'))

    await patches.answer(house.idOf('Citra Lestari'), status)

    await expect(notices(maya)).toContainText(words)
    expect(await order(maya)).toEqual(before.filter((name) => name !== 'Budi Santoso'))
    await patches.pass()
    await expect.poll(() => house.vendor.conversation(house.idOf('Budi Santoso')).status).toBe('resolved')
    expect(house.vendor.conversation(house.idOf('Citra Lestari')).status).toBe('open')
  })
}

test('an act that the gateway cannot take now stays, is marked, and goes out later', async ({ maya, house }) => {
  await statusTab(maya, 'All').click()
  await walkTo(maya, 'Eka Pratama')
  const recover = await answerPatches(maya, 503)

  await maya.keyboard.press('i')

  await expect(row(maya, 'Eka Pratama')).toContainText('Your change is not sent yet; trying again')
  await expect(row(maya, 'Eka Pratama')).toContainText('Assigned to Maya Putri')
  await recover()
  await expect(row(maya, 'Eka Pratama')).not.toContainText('not sent yet')
  await expect(row(maya, 'Eka Pratama')).toContainText('Assigned to Maya Putri')
  await expect.poll(() => house.vendor.conversation(house.idOf('Eka Pratama')).assignee?.name).toBe('Maya Putri')
})

test('without a network an act stays, is marked, and goes out when the network is back', async ({ maya, house }) => {
  await statusTab(maya, 'All').click()
  await walkTo(maya, 'Eka Pratama')
  await maya.context().setOffline(true)

  await maya.keyboard.press('e')

  await expect(row(maya, 'Eka Pratama')).toContainText('Your change is not sent yet; trying again')
  await expectActive(maya, 'Fitri Handayani')
  await maya.context().setOffline(false)
  await expect(row(maya, 'Eka Pratama')).not.toContainText('not sent yet')
  await expect.poll(() => house.vendor.conversation(house.idOf('Eka Pratama')).status).toBe('resolved')
})

test('closing a tab with unsent acts asks first', async ({ maya }) => {
  await walkTo(maya, 'Ana Wijaya')
  await holdPatches(maya)
  await maya.keyboard.press('e')
  const asked = maya.waitForEvent('dialog')

  void maya.close({ runBeforeUnload: true })

  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
})

test('a conversation is resolved by its button, and the next one is read', async ({ maya }) => {
  await row(maya, 'Gilang Ramadhan').click()
  const thread = maya.getByRole('main', { name: 'Conversation' })
  await expect(thread.getByRole('heading', { name: 'Gilang Ramadhan' })).toBeVisible()

  await thread.getByRole('button', { name: 'Resolve' }).click()

  await expect(thread.getByRole('heading', { name: 'Hana Kartika' })).toBeVisible()
  await expect(row(maya, 'Gilang Ramadhan')).toBeHidden()
  await maya.goBack()
  await expect(maya).toHaveURL(/\/inbox\?status=open$/)
})
