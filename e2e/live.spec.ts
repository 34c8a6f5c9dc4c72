import { maya as mayaPutri } from './people.ts'
import { list, notices, order, row, statusTab, thread, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

test('what is announced at the vendor shows within two seconds', async ({ maya, house }) => {
  const { vendor, idOf } = house
  await expect(maya.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible()
  await expect(row(maya, 'Joko Susilo')).toBeVisible()

  vendor.receive({ conversation_id: idOf('Joko Susilo'), text: 'Halo, ada orang?' })
  await expect(row(maya, 'Joko Susilo')).toContainText('Halo, ada orang?', { timeout: 2000 })
  await expect.poll(async () => (await order(maya))[0]).toBe('Joko Susilo')

  vendor.act(idOf('Budi Santoso'), { act: 'assign', user_id: mayaPutri.vendorUserId })
  await expect(row(maya, 'Budi Santoso')).toContainText('Assigned to Maya Putri', { timeout: 2000 })

  vendor.act(idOf('Ana Wijaya'), { act: 'resolve' })
  await expect(row(maya, 'Ana Wijaya')).toBeHidden({ timeout: 2000 })
  await expect(statusTab(maya, 'Open')).toHaveAccessibleName(/9 conversations/)
})

test('a new customer appears on top, and the tab counts who waits to be read', async ({ maya, house }) => {
  await expect(maya).toHaveTitle('(10) Sigap')

  house.vendor.receive({ from: '+628119998877', name: 'Kiki Amelia', text: 'Mau tanya' })

  await expect.poll(async () => (await order(maya))[0]).toBe('Kiki Amelia')
  await expect(maya).toHaveTitle('(11) Sigap')
})

test('the open conversation shows what the customer writes', async ({ maya, house }) => {
  await row(maya, 'Ana Wijaya').click()
  await expect(thread(maya).getByRole('log')).toContainText('Kapan dikirim ya?')

  house.vendor.receive({ conversation_id: house.idOf('Ana Wijaya'), text: 'Halo? Masih di sana?' })

  await expect(thread(maya).getByRole('log')).toContainText('Halo? Masih di sana?')
})

test.describe('while somebody is in the list', () => {
  test('nothing changes place, news waits in a pill, and . shows it', async ({ maya, house }) => {
    const { vendor, idOf } = house
    await row(maya, 'Citra Lestari').hover()
    const before = await order(maya)

    vendor.receive({ conversation_id: idOf('Joko Susilo'), text: 'Kabar satu' })
    vendor.receive({ conversation_id: idOf('Indra Gunawan'), text: 'Kabar dua' })
    vendor.receive({ from: '+628119998877', name: 'Kiki Amelia', text: 'Mau tanya' })
    vendor.act(idOf('Budi Santoso'), { act: 'resolve' })

    const pill = maya.getByRole('button', { name: /1 new/ })
    await expect(pill).toHaveText(/1 new.*2 moved.*1 left/)
    await expect(row(maya, 'Joko Susilo')).toContainText('Kabar satu')
    await expect(row(maya, 'Budi Santoso')).toContainText('Resolved by somebody outside Sigap')
    expect(await order(maya)).toEqual(before)

    await maya.keyboard.press('.')

    await expect(pill).toBeHidden()
    const rest = before.filter((name) => !['Joko Susilo', 'Indra Gunawan', 'Budi Santoso'].includes(name))
    await expect.poll(async () => (await order(maya)).slice(3)).toEqual(rest)
    expect((await order(maya)).slice(0, 3).sort()).toEqual(['Indra Gunawan', 'Joko Susilo', 'Kiki Amelia'])
  })

  test('a click opens what it showed, whatever comes in', async ({ maya, house }) => {
    const { vendor, idOf } = house
    await expect(row(maya, 'Joko Susilo')).toBeVisible()
    await row(maya, 'Citra Lestari').hover()
    const before = await order(maya)
    const storm = setInterval(() => {
      for (const name of ['Joko Susilo', 'Indra Gunawan', 'Hana Kartika'] as const) {
        vendor.receive({ conversation_id: idOf(name), text: `Baris ${Math.random()}` })
      }
    }, 100)

    for (const name of ['Citra Lestari', 'Eka Pratama', 'Ana Wijaya', 'Gilang Ramadhan']) {
      await row(maya, name).click()
      await expect(thread(maya).getByRole('heading', { level: 2 })).toHaveText(name)
      expect(await order(maya)).toEqual(before)
    }
    clearInterval(storm)
    await expect(maya.getByRole('button', { name: /3 moved/ })).toBeVisible()
  })

  test('a palette that lies in front moves nothing behind it', async ({ maya, house }) => {
    await walkTo(maya, 'Citra Lestari')
    const before = await order(maya)
    await maya.keyboard.press('a')
    await expect(maya.getByRole('dialog', { name: 'Assign to…' })).toBeVisible()

    house.vendor.receive({ conversation_id: house.idOf('Joko Susilo'), text: 'Kabar satu' })

    await expect(maya.locator(`[data-conversation-id="${house.idOf('Joko Susilo')}"]`)).toContainText('Kabar satu')
    expect(await order(maya)).toEqual(before)
  })

  test('the list catches up when the pointer leaves it', async ({ maya, house }) => {
    await row(maya, 'Citra Lestari').hover()
    house.vendor.receive({ conversation_id: house.idOf('Joko Susilo'), text: 'Kabar satu' })
    await expect(row(maya, 'Joko Susilo')).toContainText('Kabar satu')
    expect((await order(maya)).at(-1)).toBe('Joko Susilo')

    await thread(maya).hover()

    await expect.poll(async () => (await order(maya))[0]).toBe('Joko Susilo')
  })
})

test('a gateway that is away is shown, and what was done meanwhile goes out when it is back', async ({
  maya,
  house,
}) => {
  const state = maya.getByRole('navigation', { name: 'Views' }).locator('..').getByRole('status')
  await expect(state).toHaveText('Live')
  await walkTo(maya, 'Budi Santoso')
  await house.stopGateway()
  await expect(state).toHaveText('Offline', { timeout: 20_000 })
  await expect(maya.getByText('Changes you make are kept and sent when the connection is back.')).toBeVisible()

  await maya.keyboard.press('e')
  await expect(row(maya, 'Budi Santoso')).toBeHidden()
  house.vendor.receive({ from: '+628119998877', name: 'Kiki Amelia', text: 'Mau tanya' })
  await house.startGateway()
  await maya.getByRole('button', { name: 'Connect now' }).click()

  await expect(state).toHaveText('Live')
  await maya.getByRole('searchbox').focus()
  await thread(maya).hover()
  await expect(row(maya, 'Kiki Amelia')).toBeVisible({ timeout: 20_000 })
  await expect
    .poll(() => house.vendor.conversation(house.idOf('Budi Santoso')).status, { timeout: 20_000 })
    .toBe('resolved')
  await expect(notices(maya)).not.toContainText('taken back')
  expect(await list(maya).getByRole('option').count()).toBe(10)
})
