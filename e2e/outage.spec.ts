import * as z from 'zod/mini'
import { endpoints } from '#contract/endpoints.ts'
import { cast, seatCrowd } from './cast.ts'
import { asPage } from './people.ts'
import { list, notices, row, size, statusTab, walkTo } from './screen.ts'
import { expect, test, usual } from './test.ts'

const FREE_PLAN = { read: 600, write: 60 }

test.describe('on the vendor’s free plan', () => {
  test.use({ options: { ...usual, limits: FREE_PLAN } })

  test('a hundred acts while the vendor is down trouble nobody, and cost fifty writes when it is back', async ({
    maya,
    house,
  }) => {
    const { vendor } = house
    const ids = [...cast.map(({ name }) => house.idOf(name)), ...seatCrowd(vendor, 40)]
    await expect(list(maya).getByRole('option', { name: 'Pelanggan 40' })).toBeVisible({ timeout: 20_000 })
    await expect.poll(async () => size(maya)).toBe(50)
    vendor.faults.add({ kind: 'error', status: 503 })
    await expect(maya.getByText(/Kirim.chat cannot be reached/)).toBeVisible({ timeout: 20_000 })

    await list(maya).focus()
    await maya.keyboard.press('ControlOrMeta+a')
    await maya.keyboard.press('i')
    await expect(notices(maya)).toContainText('Assigned 50 conversations to Maya Putri')
    await maya.keyboard.press('ControlOrMeta+a')
    await maya.keyboard.press('p')
    await expect(notices(maya)).toContainText('Set 50 conversations pending')
    // The page shows an act before the gateway has it.
    const arrived = async () => {
      const answer = await maya.request.get('/v1/conversations?limit=100&status=pending&assignee=me')
      return z.parse(endpoints.listConversations.answer, await answer.json()).data.length
    }
    await expect.poll(arrived).toBe(50)
    await expect(maya.getByText(/50 changes wait to be sent/)).toBeVisible({ timeout: 20_000 })
    await statusTab(maya, 'Pending').click()
    await expect.poll(async () => size(maya)).toBe(50)
    await expect(row(maya, 'Pelanggan 40')).toContainText('Kirim.chat')
    await expect(notices(maya)).not.toContainText('taken back')

    vendor.log.clear()
    vendor.faults.clear()

    const settled = () =>
      ids.every((id) => {
        const { status, assignee } = vendor.conversation(id)
        return status === 'pending' && assignee?.name === 'Maya Putri'
      })
    await expect.poll(settled, { timeout: 30_000 }).toBe(true)
    await expect(maya.getByText(/Kirim.chat cannot be reached/)).toBeHidden()
    await expect(row(maya, 'Pelanggan 40')).not.toContainText('Kirim.chat')
    expect(vendor.log.entries().filter(({ method }) => method === 'PATCH').length).toBeLessThanOrEqual(50)
    expect(vendor.log.entries().filter(({ status }) => status === 429)).toEqual([])
    await expect(notices(maya)).not.toContainText('taken back')
  })
})

test('a killed gateway delivers every act that it had answered', async ({ house, playwright }) => {
  const { vendor, people } = house
  if (people === null) throw new Error('Nobody was admitted.')
  const ids = seatCrowd(vendor, 20)
  const maya = await playwright.request.newContext({ ...asPage(house.url), storageState: people.maya })
  const known = async () => {
    const answer = await maya.get('/v1/conversations?limit=100&status=open')
    return z.parse(endpoints.listConversations.answer, await answer.json()).data.length
  }
  await expect.poll(known, { timeout: 20_000 }).toBe(30)

  const answered: string[] = []
  const acts = ids.map(async (id) => {
    const answer = await maya.patch(`/v1/conversations/${id}`, { data: { status: 'resolved' } }).catch(() => null)
    if (answer?.ok() !== true) return
    answered.push(id)
    // In the middle: some are answered, some under way.
    if (answered.length === 5) await house.killAndRestart()
  })
  await Promise.all(acts)

  expect(answered.length).toBeGreaterThanOrEqual(5)
  const lost = () => answered.filter((id) => vendor.conversation(id).status !== 'resolved')
  await expect.poll(lost, { timeout: 40_000 }).toEqual([])
  await maya.dispose()
})

test('after a kill the browser sends again what was not answered', async ({ maya, house }) => {
  await walkTo(maya, 'Ana Wijaya')
  const killed = house.killAndRestart()

  for (const _ of cast) await maya.keyboard.press('e')

  await expect(maya.getByText('All done')).toBeVisible()
  await killed
  const left = () => cast.filter(({ name }) => house.vendor.conversation(house.idOf(name)).status !== 'resolved')
  await expect.poll(left, { timeout: 40_000 }).toEqual([])
  await expect(notices(maya)).not.toContainText('taken back')
})
