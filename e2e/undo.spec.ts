import { chooseInPalette, expectActive, list, notices, order, row, statusTab, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

test('Z puts the row back at its old place, and the vendor never hears of it', async ({ maya, house }) => {
  await walkTo(maya, 'Dimas Nugroho')
  const before = await order(maya)
  await maya.keyboard.press('e')
  await expect(row(maya, 'Dimas Nugroho')).toBeHidden()

  await maya.keyboard.press('z')

  expect(await order(maya)).toEqual(before)
  await expectActive(maya, 'Dimas Nugroho')
  await expect(notices(maya)).toContainText('Undone')
  // A later act on another conversation is the clock: when it has arrived, the undone one would have, too.
  await walkTo(maya, 'Joko Susilo')
  await maya.keyboard.press('e')
  await expect.poll(() => house.vendor.conversation(house.idOf('Joko Susilo')).status).toBe('resolved')
  expect(house.vendor.log.entries().filter(({ method }) => method === 'PATCH')).toHaveLength(1)
})

test('the notice undoes as well, and undoing twice takes back two acts', async ({ maya }) => {
  await walkTo(maya, 'Budi Santoso')
  const before = await order(maya)
  await maya.keyboard.press('p')
  await maya.keyboard.press('e')
  await expect.poll(() => order(maya)).toHaveLength(8)

  await notices(maya).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => order(maya)).toHaveLength(9)
  await maya.keyboard.press('z')

  await expect.poll(() => order(maya)).toEqual(before)
})

test('rows selected with X and Shift+J are resolved together and undone together', async ({ maya, house }) => {
  await walkTo(maya, 'Citra Lestari')
  const before = await order(maya)
  await maya.keyboard.press('x')
  await maya.keyboard.press('Shift+j')
  await maya.keyboard.press('Shift+j')
  await expect(maya.getByRole('toolbar')).toContainText('3 selected')

  await maya.keyboard.press('e')

  await expect(notices(maya)).toContainText('Resolved 3 conversations')
  await expectActive(maya, 'Fitri Handayani')
  expect(await order(maya)).toEqual(before.toSpliced(2, 3))
  await expect.poll(() => house.vendor.conversation(house.idOf('Eka Pratama')).status).toBe('resolved')
  await maya.keyboard.press('z')
  await expect.poll(() => order(maya)).toEqual(before)
  for (const name of ['Citra Lestari', 'Dimas Nugroho', 'Eka Pratama'] as const) {
    await expect.poll(() => house.vendor.conversation(house.idOf(name)).status).toBe('open')
  }
})

test('all loaded rows are selected with Mod+A and given to a colleague', async ({ maya, house }) => {
  await walkTo(maya, 'Ana Wijaya')
  await maya.keyboard.press('ControlOrMeta+a')
  await expect(maya.getByRole('toolbar')).toContainText('10 selected')

  await maya.keyboard.press('a')
  await chooseInPalette(maya, 'rina')

  await expect(notices(maya)).toContainText('Assigned 10 conversations to Rina Hartati')
  await expect(list(maya).getByRole('option', { name: 'Assigned to Rina Hartati' })).toHaveCount(10)
  await expect.poll(() => house.vendor.conversation(house.idOf('Joko Susilo')).assignee?.name).toBe('Rina Hartati')
})

test('P sets pending, S chooses a status, and the counts follow', async ({ maya, house }) => {
  await walkTo(maya, 'Ana Wijaya')
  await expect(statusTab(maya, 'Open')).toHaveAccessibleName(/10 conversations/)

  await maya.keyboard.press('p')
  await maya.keyboard.press('s')
  await chooseInPalette(maya, 'pend')

  await expect(statusTab(maya, 'Open')).toHaveAccessibleName(/8 conversations/)
  await expect(statusTab(maya, 'Pending')).toHaveAccessibleName(/2 conversations/)
  await statusTab(maya, 'Pending').click()
  await expect.poll(() => order(maya)).toEqual(['Ana Wijaya', 'Budi Santoso'])
  await expect.poll(() => house.vendor.conversation(house.idOf('Budi Santoso')).status).toBe('pending')
})

test('I takes a conversation, Shift+I gives it up', async ({ maya, house }) => {
  await walkTo(maya, 'Ana Wijaya')
  await maya.keyboard.press('i')
  await expect(row(maya, 'Ana Wijaya')).toContainText('Assigned to Maya Putri')
  await expect.poll(() => house.vendor.conversation(house.idOf('Ana Wijaya')).assignee?.name).toBe('Maya Putri')

  await maya.keyboard.press('Shift+i')

  await expect(row(maya, 'Ana Wijaya')).toContainText('Unassigned')
  await expect.poll(() => house.vendor.conversation(house.idOf('Ana Wijaya')).assignee).toBeNull()
})
